/** HTTP answers: metrics, health, readiness and the node's state. */
@NullMarked
package dev.virtualip.agent.report.http;

import org.jspecify.annotations.NullMarked;
