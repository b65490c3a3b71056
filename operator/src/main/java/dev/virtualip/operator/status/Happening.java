package dev.virtualip.operator.status;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a VirtualIP, to be told once, as an Event.
 *
 * @param key tells it from others of the same VirtualIP; the same for one that happens again
 * @param type whether somebody should look
 * @param reason one word in camel case
 * @param action what was done or seen, one word in camel case
 * @param message for a person, at most 1 KiB
 * @param node the Node that it concerns; null: none in particular
 */
public record Happening(
        String key,
        Type type,
        String reason,
        String action,
        String message,
        @Nullable String node) {

    /** The type of an Event, by the words of Kubernetes. */
    public enum Type {
        /** All is as it should be. */
        NORMAL("Normal"),
        /** Somebody should look. */
        WARNING("Warning");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** The word that Kubernetes knows. */
        public String label() {
            return label;
        }
    }
}
