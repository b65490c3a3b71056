/**
 * The status of each VirtualIP, as a pure function: plan, reports and previous status in, next status and the events
 * since the previous one out. No clock, no I/O, no randomness, no logger: the same input gives the same status, and a
 * status evaluated again changes nothing.
 */
@NullMarked
package dev.virtualip.operator.status;

import org.jspecify.annotations.NullMarked;
