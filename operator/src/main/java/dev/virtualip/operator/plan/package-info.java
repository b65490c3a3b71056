/**
 * Which node may hold which address: a pure function from what is wanted and what is seen to what every node shall run.
 * No clock, no I/O, no randomness, no log: the same input gives the same plan, byte for byte.
 */
@NullMarked
package dev.virtualip.operator.plan;

import org.jspecify.annotations.NullMarked;
