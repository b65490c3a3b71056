/**
 * A deterministic simulation: several hosts run the protocol on a virtual LAN under a virtual clock. Bytes cross the
 * LAN, faults come from one seed, and the invariants are checked after every event. Same seed, same story.
 */
@NullMarked
package dev.virtualip.agent.sim;

import org.jspecify.annotations.NullMarked;
