/** Tests of the lab's own instruments. */
@NullMarked
package dev.virtualip.testkit.wire;

import org.jspecify.annotations.NullMarked;
