/** Tests of the types, statuses and reasons of conditions and Events. */
@NullMarked
package dev.virtualip.crds.condition;

import org.jspecify.annotations.NullMarked;
