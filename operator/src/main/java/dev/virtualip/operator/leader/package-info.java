/**
 * Which of several operators works: the one that holds a Lease. Compares its own clock with itself only, never with
 * another host's, and stops before anybody else may begin.
 */
@NullMarked
package dev.virtualip.operator.leader;

import org.jspecify.annotations.NullMarked;
