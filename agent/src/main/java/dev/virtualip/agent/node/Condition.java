package dev.virtualip.agent.node;

/**
 * Something about this node or one of its virtual routers that a person should know while it lasts.
 *
 * @param type what it is about, such as {@code InterfaceReady}
 * @param reason one word that a program can act on, such as {@code InterfaceNotFound}
 * @param message what is wrong, and the remedy
 */
public record Condition(String type, String reason, String message) {}
