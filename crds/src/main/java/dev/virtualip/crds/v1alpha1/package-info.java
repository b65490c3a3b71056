/**
 * Types of the custom resources of version v1alpha1: kinds, specs and statuses, with their defaults. Only the kinds
 * need Fabric8 on the class path; specs and statuses are plain records with Jackson annotations.
 */
@NullMarked
package dev.virtualip.crds.v1alpha1;

import org.jspecify.annotations.NullMarked;
