/** End-to-end tests: hosts as namespaces, real programs, and what clients notice. */
@NullMarked
package dev.virtualip.e2e;

import org.jspecify.annotations.NullMarked;
