/**
 * The benchmark: our agent and keepalived in turn, in the same lab, in one run, with ratios.
 */
@NullMarked
package dev.virtualip.e2e.bench;

import org.jspecify.annotations.NullMarked;
