/**
 * What the operator sees: caches that keep only what the plan needs, and the picture that is put together from them. No
 * value of a Secret is kept.
 */
@NullMarked
package dev.virtualip.operator.snapshot;

import org.jspecify.annotations.NullMarked;
