/** Tests of the lab's own instruments. */
@NullMarked
package dev.virtualip.testkit.daemon;

import org.jspecify.annotations.NullMarked;
