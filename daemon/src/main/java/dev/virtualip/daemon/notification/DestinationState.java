package dev.virtualip.daemon.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * State of a destination, as {@code /state} and metrics show it.
 *
 * @param name its name
 * @param server the server that it sends to
 * @param waiting how many events wait
 * @param results how many events were delivered, refused, expired or dropped, and how many attempts were retried
 * @param failingSince since when nothing could be delivered, RFC 3339; null: the last attempt succeeded
 * @param lastError the last problem, also one recipient's; null: none since the last message that all got
 * @param lastDelivery when a message was delivered last, RFC 3339; null: never
 */
public record DestinationState(
        String name,
        String server,
        int waiting,
        Map<String, Long> results,
        @Nullable String failingSince,
        @Nullable String lastError,
        @Nullable String lastDelivery) {

    /** Keeps a copy of the map. */
    public DestinationState {
        results = Map.copyOf(results);
    }

    /** Whether nothing can be delivered at present. */
    public boolean isFailing() {
        return failingSince != null;
    }
}
