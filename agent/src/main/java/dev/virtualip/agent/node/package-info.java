/**
 * What the agent's other packages tell each other, as plain records: what the virtual routers of this node shall be
 * (from {@code config} to {@code router}), and what they are (from {@code router} to {@code report}).
 */
@NullMarked
package dev.virtualip.agent.node;

import org.jspecify.annotations.NullMarked;
