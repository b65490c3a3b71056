/** Golden cases of the planner: YAML files with an input and the plan that follows from it. */
@NullMarked
package dev.virtualip.operator.plan.golden;

import org.jspecify.annotations.NullMarked;
