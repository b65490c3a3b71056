/**
 * The checks of {@code virtualip-agent probe}: facts of the host and test packets in, findings out. {@link
 * dev.virtualip.agent.probe.HostFindings} is pure; the readers of files, netlink and sockets are at the edge.
 */
@NullMarked
package dev.virtualip.agent.probe;

import org.jspecify.annotations.NullMarked;
