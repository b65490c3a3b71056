/** The program: options, and the wiring of what watches, plans and writes. */
@NullMarked
package dev.virtualip.operator;

import org.jspecify.annotations.NullMarked;
