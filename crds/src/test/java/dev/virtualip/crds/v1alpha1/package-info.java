/** Tests of the types as JSON. */
@NullMarked
package dev.virtualip.crds.v1alpha1;

import org.jspecify.annotations.NullMarked;
