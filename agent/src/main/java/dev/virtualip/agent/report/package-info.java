/**
 * What the agent tells people and programs: log lines, the transition journal, metrics, the state over HTTP. It hears
 * the event loop through {@link dev.virtualip.agent.node.NodeListener} and asks it for snapshots; it never decides
 * anything, and whatever fails here leaves the addresses alone.
 */
@NullMarked
package dev.virtualip.agent.report;

import org.jspecify.annotations.NullMarked;
