package dev.virtualip.cli.history;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an address.
 *
 * @param time RFC 3339
 * @param source Event, Agent NODE, or the name of a journal
 * @param from the node, or the state of a router, before; null: not said
 * @param to the node, or the state of a router, after; null: not said
 * @param reason one word in camel case
 * @param message what happened
 * @param count how often it happened; the time is that of the last one
 */
public record HistoryEntry(
        String time,
        String source,
        @Nullable String from,
        @Nullable String to,
        String reason,
        String message,
        int count) {
    /** Orders by time. */
    static final Comparator<HistoryEntry> BY_TIME =
            Comparator.comparing(HistoryEntry::time).thenComparing(HistoryEntry::source);
}
