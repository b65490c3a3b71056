/** Tests of what people see. */
@NullMarked
package dev.virtualip.e2e.demo;

import org.jspecify.annotations.NullMarked;
