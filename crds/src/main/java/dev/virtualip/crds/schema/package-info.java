/**
 * Generator of the custom resource definitions, a step of the build that is not part of the jar. Fabric8's generator
 * gives the shape of the records, their doc comments the descriptions, and the rules here the bounds, enums, patterns
 * and CEL rules.
 */
@NullMarked
package dev.virtualip.crds.schema;

import org.jspecify.annotations.NullMarked;
