/** Tests of the lab's own instruments. */
@NullMarked
package dev.virtualip.testkit.lab;

import org.jspecify.annotations.NullMarked;
