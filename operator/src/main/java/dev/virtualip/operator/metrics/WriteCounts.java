package dev.virtualip.operator.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts writes to the API server. */
public final class WriteCounts {
    private final ConcurrentMap<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /**
     * The labels of a count.
     *
     * @param kind the kind of object
     * @param verb create, apply, status, delete or patch
     * @param result done, conflict, gone, refused, failed or dropped
     */
    public record Key(String kind, String verb, String result) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    /** Counts a write. */
    public void count(String kind, String verb, String result) {
        counts.computeIfAbsent(new Key(kind, verb, result), key -> new LongAdder())
                .increment();
    }

    /** All counts, in order. */
    public Map<Key, Long> all() {
        Map<Key, Long> all = new TreeMap<>();
        counts.forEach((key, count) -> all.put(key, count.sum()));
        return all;
    }
}
