/**
 * One VRRPRouter for each Node, with the spec that the plan gives it: made when it is missing, repaired when somebody
 * edited it, deleted when its Node is gone and nothing is left on it.
 */
@NullMarked
package dev.virtualip.operator.vrrprouter;

import org.jspecify.annotations.NullMarked;
