/** Decides which Virtual Router ID a virtual router gets. */
@NullMarked
package dev.virtualip.operator.plan.vrid;

import org.jspecify.annotations.NullMarked;
