/** Types of the custom resources of version v1alpha1: kinds, specs and statuses. */
@NullMarked
package dev.virtualip.crds.v1alpha1;

import org.jspecify.annotations.NullMarked;
