/** A virtual LAN under a virtual clock: frames as bytes, the faults of links, and devices without an agent. */
@NullMarked
package dev.virtualip.agent.sim.lan;

import org.jspecify.annotations.NullMarked;
