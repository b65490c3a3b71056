/**
 * The event loop: packets, timers and changes of the kernel in, actions out. One thread owns everything here, so
 * nothing is locked; {@link dev.virtualip.agent.router.RouterLoop} is the door for other threads.
 */
@NullMarked
package dev.virtualip.agent.router;

import org.jspecify.annotations.NullMarked;
