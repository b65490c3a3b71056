package dev.virtualip.operator.event;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Events that were sent recently, so that a repetition raises a count. Not thread-safe. */
final class EventSeries {
    /** The time after which Kubernetes considers a series ended. */
    private static final Duration ENDS_AFTER = Duration.ofMinutes(6);

    private static final int MAX_ENTRIES = 2048;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(String name, int count, Instant last) {}

    /**
     * An Event that was sent before.
     *
     * @param name its name
     * @param count the number of occurrences, the present one included
     */
    record Repeat(String name, int count) {}

    /** The Event that an occurrence repeats; null: it is a new one. */
    @Nullable
    Repeat repeat(String key, Instant now) {
        Entry entry = entries.get(key);
        return entry == null || entry.last().plus(ENDS_AFTER).isBefore(now)
                ? null
                : new Repeat(entry.name(), entry.count() + 1);
    }

    /** Records an Event that was sent. */
    void sent(String key, String name, int count, Instant now) {
        entries.remove(key);
        entries.put(key, new Entry(name, count, now));
        if (entries.size() > MAX_ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
