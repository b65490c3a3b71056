/** Conditions and Events of the custom resources: their types, statuses and reasons. */
@NullMarked
package dev.virtualip.crds.condition;

import org.jspecify.annotations.NullMarked;
