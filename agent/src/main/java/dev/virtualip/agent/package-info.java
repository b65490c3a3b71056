/** The node agent: the main class wires configuration, the event loop and the reports together; no logic lives here. */
@NullMarked
package dev.virtualip.agent;

import org.jspecify.annotations.NullMarked;
