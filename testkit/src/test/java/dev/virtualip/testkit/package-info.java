/** Tests of the testkit's structure. */
@NullMarked
package dev.virtualip.testkit;

import org.jspecify.annotations.NullMarked;
