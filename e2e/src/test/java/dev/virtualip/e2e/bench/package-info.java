/** Tests of what people see. */
@NullMarked
package dev.virtualip.e2e.bench;

import org.jspecify.annotations.NullMarked;
