/**
 * Records that the agent's other packages exchange: specifications of virtual routers (from {@code config} to
 * {@code router}) and snapshots of their state (from {@code router} to {@code report}).
 */
@NullMarked
package dev.virtualip.agent.node;

import org.jspecify.annotations.NullMarked;
