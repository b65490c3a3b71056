/** The node agent's main class, which connects configuration, event loop and reports. */
@NullMarked
package dev.virtualip.agent;

import org.jspecify.annotations.NullMarked;
