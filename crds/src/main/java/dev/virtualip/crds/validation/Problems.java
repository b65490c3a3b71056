package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.Durations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The problems found in one document, as they are found: at most {@link #MAX}, so that no file floods a log. Nothing is
 * said about a value that could not be read, nor about what follows from another problem (see {@link #sound}).
 */
final class Problems {
    static final int MAX = 100;

    private final List<Problem> found = new ArrayList<>();
    private final Set<String> unreadable;
    private final Set<String> wrong = new HashSet<>();

    Problems() {
        this(Set.of());
    }

    /** Problems of a document of which these places could not be read; what is wrong with them was said. */
    Problems(Set<String> unreadable) {
        this.unreadable = Set.copyOf(unreadable);
    }

    void add(String path, String message) {
        if (found.size() < MAX && !covers(unreadable, path)) {
            found.add(new Problem(path, message));
            wrong.add(path);
        }
    }

    /** Whether other fields can be judged by the value in a place: it could be read, and nothing is wrong with it. */
    boolean sound(String path) {
        return !covers(unreadable, path) && !wrong.contains(path);
    }

    private static boolean covers(Set<String> places, String path) {
        String place = path;
        while (!place.isEmpty() && !places.contains(place)) {
            place = place.substring(0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
        }
        return !place.isEmpty();
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
