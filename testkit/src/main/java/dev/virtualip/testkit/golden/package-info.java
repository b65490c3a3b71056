/** Golden files: expected output that lies beside the tests and can be rewritten. */
@NullMarked
package dev.virtualip.testkit.golden;

import org.jspecify.annotations.NullMarked;
