/** Checks of the whole repository: format, size, names, and that nothing of one machine is in it. */
@NullMarked
package dev.virtualip.e2e.repository;

import org.jspecify.annotations.NullMarked;
