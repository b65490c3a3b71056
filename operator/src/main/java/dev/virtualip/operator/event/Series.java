package dev.virtualip.operator.event;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which Events were sent lately, so that one that comes again raises a count. Not safe for threads. */
final class Series {
    /** After so long, Kubernetes takes a series for ended. */
    private static final Duration ENDS_AFTER = Duration.ofMinutes(6);

    private static final int MAX = 2048;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(String name, int count, Instant last) {}

    /**
     * An Event that was sent.
     *
     * @param name its name
     * @param count how often it has happened, this time too
     */
    record Repeat(String name, int count) {}

    /** The Event to which this one belongs; null: it is a new one. */
    @Nullable
    Repeat repeat(String key, Instant now) {
        Entry entry = entries.get(key);
        return entry == null || entry.last().plus(ENDS_AFTER).isBefore(now)
                ? null
                : new Repeat(entry.name(), entry.count() + 1);
    }

    /** An Event was sent. */
    void sent(String key, String name, int count, Instant now) {
        entries.remove(key);
        entries.put(key, new Entry(name, count, now));
        if (entries.size() > MAX) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
