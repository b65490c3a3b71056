/** The HTTP endpoints of the operator: metrics, health and readiness. */
@NullMarked
package dev.virtualip.operator.metrics;

import org.jspecify.annotations.NullMarked;
