/**
 * Clients of a lab: they ask an address for an echo and measure how long it stays silent.
 */
@NullMarked
package dev.virtualip.testkit.probe;

import org.jspecify.annotations.NullMarked;
