/** The status of this node's VRRPRouter. */
@NullMarked
package dev.virtualip.agent.report.status;

import org.jspecify.annotations.NullMarked;
