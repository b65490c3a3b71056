/**
 * One plan for the whole cluster, made again soon after anything changed, on one thread; and what each new plan asks
 * of whom.
 */
@NullMarked
package dev.virtualip.operator.planloop;

import org.jspecify.annotations.NullMarked;
