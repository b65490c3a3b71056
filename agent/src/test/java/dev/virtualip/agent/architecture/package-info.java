/** Holds the arrows between the agent's packages. */
@NullMarked
package dev.virtualip.agent.architecture;

import org.jspecify.annotations.NullMarked;
