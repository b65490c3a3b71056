/**
 * Makes one plan for the whole cluster on one thread after every change, and triggers the reconcilers of whatever
 * differs from it.
 */
@NullMarked
package dev.virtualip.operator.planloop;

import org.jspecify.annotations.NullMarked;
