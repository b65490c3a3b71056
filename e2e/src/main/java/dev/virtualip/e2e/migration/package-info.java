/**
 * The guide from keepalived, followed command by command in the lab: for its tests, and for the benchmark.
 */
@NullMarked
package dev.virtualip.e2e.migration;

import org.jspecify.annotations.NullMarked;
