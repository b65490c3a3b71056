/** Tests of the lab's own instruments. */
@NullMarked
package dev.virtualip.e2e.probe;

import org.jspecify.annotations.NullMarked;
