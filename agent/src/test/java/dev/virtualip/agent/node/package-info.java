/** Tests of the records that the agent's packages exchange. */
@NullMarked
package dev.virtualip.agent.node;

import org.jspecify.annotations.NullMarked;
