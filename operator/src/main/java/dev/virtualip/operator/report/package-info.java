/** The operator over HTTP: metrics, health, readiness. */
@NullMarked
package dev.virtualip.operator.report;

import org.jspecify.annotations.NullMarked;
