package dev.virtualip.crds;

import java.util.ArrayList;
import java.util.List;

/** The problems found in one document, as they are found: at most {@link #MAX}, so that no file floods a log. */
final class Problems {
    static final int MAX = 100;

    private final List<Problem> found = new ArrayList<>();

    void add(String path, String message) {
        if (found.size() < MAX) {
            found.add(new Problem(path, message));
        }
    }

    /** Adds a problem unless a condition holds. */
    void require(boolean condition, String path, String message) {
        if (!condition) {
            add(path, message);
        }
    }

    /** Adds a problem if a number is out of its bounds. */
    void requireRange(long number, long min, long max, String path) {
        require(number >= min && number <= max, path, "%d is out of range; give %d..%d".formatted(number, min, max));
    }

    /** Adds a problem if a list is longer than it may be. */
    void requireSize(List<?> list, int max, String path) {
        require(list.size() <= max, path, "%d items are too many; give at most %d".formatted(list.size(), max));
    }

    /** The duration in nanoseconds, or -1 after adding a problem. */
    long duration(String text, String path) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            add(path, String.valueOf(e.getMessage()));
            return -1;
        }
    }

    /** The same as {@link #duration}, and adds a problem if it is out of its bounds, which are durations too. */
    long requireDuration(String text, String min, String max, String path) {
        long nanos = duration(text, path);
        boolean fits = nanos < 0 || (nanos >= Durations.parse(min) && nanos <= Durations.parse(max));
        require(fits, path, "%s is out of range; give %s..%s".formatted(text, min, max));
        return nanos;
    }

    List<Problem> list() {
        return List.copyOf(found);
    }
}
