/** Pages of the documentation, for tests of what they say. */
@NullMarked
package dev.virtualip.testkit.docs;

import org.jspecify.annotations.NullMarked;
