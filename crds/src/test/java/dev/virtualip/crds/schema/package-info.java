/** Tests of the generated custom resource definitions. */
@NullMarked
package dev.virtualip.crds.schema;

import org.jspecify.annotations.NullMarked;
