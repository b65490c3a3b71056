package dev.virtualip.operator.status;

import org.jspecify.annotations.Nullable;

/**
 * An occurrence at a VirtualIP, to be sent once as a Kubernetes Event.
 *
 * @param key a name for occurrences of one kind at one VirtualIP, which form a series
 * @param type the importance
 * @param reason one word in camel case
 * @param action the action or observation, one word in camel case
 * @param message the message for a person, at most 1 KiB
 * @param node the Node that it concerns; null: none in particular
 */
public record VirtualIPEvent(
        String key,
        Type type,
        String reason,
        String action,
        String message,
        @Nullable String node) {

    /** The type of an Event. */
    public enum Type {
        /** Information. */
        NORMAL("Normal"),
        /** A problem that needs attention. */
        WARNING("Warning");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** The text that Kubernetes uses. */
        public String label() {
            return label;
        }
    }
}
