/** Faults that {@code virtualip doctor} and {@code virtualip status} have to name. */
@NullMarked
package dev.virtualip.e2e.diagnosis;

import org.jspecify.annotations.NullMarked;
