/** Writes the specs of the VRRPRouters. */
@NullMarked
package dev.virtualip.operator.plan.spec;

import org.jspecify.annotations.NullMarked;
