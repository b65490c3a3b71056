/** Tests of the lab's own instruments. */
@NullMarked
package dev.virtualip.testkit.probe;

import org.jspecify.annotations.NullMarked;
