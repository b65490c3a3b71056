/**
 * Health checks of the virtual routers: runs them beside the event loop, and reports the verdicts. Nothing of this
 * package is loaded before the first check is configured.
 */
@NullMarked
package dev.virtualip.agent.health;

import org.jspecify.annotations.NullMarked;
