/** Tests of the lab's own instruments. */
@NullMarked
package dev.virtualip.e2e.wire;

import org.jspecify.annotations.NullMarked;
