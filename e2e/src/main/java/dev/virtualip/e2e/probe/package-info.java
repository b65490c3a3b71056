/**
 * Clients of a lab: they ask an address for an echo and measure how long it stays silent.
 */
@NullMarked
package dev.virtualip.e2e.probe;

import org.jspecify.annotations.NullMarked;
