package dev.virtualip.agent.sim;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what happened in stories, by kind. */
final class EventCounts {
    private final Map<String, Long> counts = new TreeMap<>();

    void add(String kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    void add(EventCounts other) {
        other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
    }

    long count(String kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** One line for each kind. */
    String text() {
        return counts.entrySet().stream()
                .map(entry -> "%,12d  %s".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
