/** Virtual hosts: a kernel that reads and writes netlink messages, sockets, clocks, and the shipped agent on them. */
@NullMarked
package dev.virtualip.agent.sim.host;

import org.jspecify.annotations.NullMarked;
