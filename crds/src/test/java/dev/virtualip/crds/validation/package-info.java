/** Tests of the rules. */
@NullMarked
package dev.virtualip.crds.validation;

import org.jspecify.annotations.NullMarked;
