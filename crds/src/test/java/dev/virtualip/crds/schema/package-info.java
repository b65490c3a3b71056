/**
 * Makes the custom resource definitions: Fabric8's generator gives the shape of the records, their doc comments the
 * descriptions, and the rules here the bounds, enums, patterns and CEL rules. It stands among the tests because it runs
 * on the JDK that they run on, which Maven's own may not be.
 */
@NullMarked
package dev.virtualip.crds.schema;

import org.jspecify.annotations.NullMarked;
