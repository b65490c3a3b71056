/** The operator against a real API server, with agents whose words the tests write. */
@NullMarked
package dev.virtualip.e2e.operator;

import org.jspecify.annotations.NullMarked;
