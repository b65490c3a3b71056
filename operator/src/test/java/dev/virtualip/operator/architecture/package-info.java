/** The architecture of the operator as tests, and samples that violate it. */
@NullMarked
package dev.virtualip.operator.architecture;

import org.jspecify.annotations.NullMarked;
