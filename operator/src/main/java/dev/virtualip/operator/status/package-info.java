/**
 * What has come of each VirtualIP: pure functions from the plan, what is seen and what was said last to what is said
 * next, and to what happened between the two. No clock, no I/O, no randomness, no log: the same input gives the same
 * status, and its own output as what was said last changes nothing.
 */
@NullMarked
package dev.virtualip.operator.status;

import org.jspecify.annotations.NullMarked;
