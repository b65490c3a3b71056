/** Annotations, conditions and prerequisites that tests of several modules share. */
@NullMarked
package dev.virtualip.testkit.junit;

import org.jspecify.annotations.NullMarked;
