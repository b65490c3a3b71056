/**
 * A deterministic simulation: several shipped event loops run on virtual kernels and a virtual LAN under a virtual
 * clock. Netlink messages, packets and frames are bytes, faults come from one seed, and the invariants are checked
 * after every event and every turn of a loop. The same seed repeats the same story.
 */
@NullMarked
package dev.virtualip.agent.sim;

import org.jspecify.annotations.NullMarked;
