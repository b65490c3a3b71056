/** The plan of the operator, made again here: why an address is where it is, and what a drain would do. */
@NullMarked
package dev.virtualip.cli.plan;

import org.jspecify.annotations.NullMarked;
