/** The event loop: turns, timers, pause detection, and the sockets of each interface. */
@NullMarked
package dev.virtualip.agent.loop;

import org.jspecify.annotations.NullMarked;
