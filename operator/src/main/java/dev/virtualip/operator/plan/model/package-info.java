/** The input and the output of the planner. */
@NullMarked
package dev.virtualip.operator.plan.model;

import org.jspecify.annotations.NullMarked;
