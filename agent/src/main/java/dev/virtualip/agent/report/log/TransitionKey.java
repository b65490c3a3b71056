package dev.virtualip.agent.report.log;

/**
 * Key that transitions are counted by.
 *
 * @param virtualRouter the name of the virtual router
 * @param from the state before, as users see it
 * @param to the state after
 * @param reason why, as users see it
 */
public record TransitionKey(String virtualRouter, String from, String to, String reason) {}
