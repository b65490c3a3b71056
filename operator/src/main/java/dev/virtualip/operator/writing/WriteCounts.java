package dev.virtualip.operator.writing;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was written. */
public final class WriteCounts {
    private final ConcurrentMap<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /**
     * What is counted together.
     *
     * @param kind the kind of object
     * @param verb create, apply, status, delete, patch
     * @param result done, conflict, refused, failed
     */
    public record Key(String kind, String verb, String result) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    /** Counts one. */
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
