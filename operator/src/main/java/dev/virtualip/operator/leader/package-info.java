/**
 * The leader election by a Lease. A candidate compares only its own clock with itself, never with another host's, and
 * a leader stops writing before another candidate may begin.
 */
@NullMarked
package dev.virtualip.operator.leader;

import org.jspecify.annotations.NullMarked;
