package dev.virtualip.operator.status;

/**
 * What a node has not carried out yet.
 *
 * @param text in words
 * @param agents whether it is its agent's turn; otherwise the operator has yet to write it
 */
record Lag(String text, boolean agents) {}
