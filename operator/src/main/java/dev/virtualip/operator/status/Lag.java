package dev.virtualip.operator.status;

/**
 * What a node has not carried out yet.
 *
 * @param text in words
 * @param agents whether it is its agent's turn; otherwise the operator has yet to write it
 * @param elsewhere whether the agent shows this virtual router as planned: it is behind with another one, as far as
 *     can be seen from here
 */
record Lag(String text, boolean agents, boolean elsewhere) {}
