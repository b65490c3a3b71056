/** End-to-end tests of agents that a real API server drives, without an operator: the tests write the orders. */
@NullMarked
package dev.virtualip.e2e.agent;

import org.jspecify.annotations.NullMarked;
