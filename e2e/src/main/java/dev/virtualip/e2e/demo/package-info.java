/**
 * The demo: three hosts, an address, failures, and what a client notices, before your eyes.
 */
@NullMarked
package dev.virtualip.e2e.demo;

import org.jspecify.annotations.NullMarked;
