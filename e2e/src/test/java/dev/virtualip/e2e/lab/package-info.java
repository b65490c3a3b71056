/** Tests of the lab's own instruments. */
@NullMarked
package dev.virtualip.e2e.lab;

import org.jspecify.annotations.NullMarked;
