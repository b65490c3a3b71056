/** Architecture rules of demo, benchmark and migration. */
@NullMarked
package dev.virtualip.e2e.architecture;

import org.jspecify.annotations.NullMarked;
