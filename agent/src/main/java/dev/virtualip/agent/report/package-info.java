/**
 * Reports of the agent: log lines, the transition journal, metrics, the state over HTTP and the status in Kubernetes.
 * Receives events through {@link dev.virtualip.agent.node.NodeListener} and requests snapshots from the event loop. No
 * failure here affects the addresses.
 */
@NullMarked
package dev.virtualip.agent.report;

import org.jspecify.annotations.NullMarked;
