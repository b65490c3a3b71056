package dev.virtualip.e2e.repository;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Upper bounds of what the repository should have less of: each may shrink and none may grow. Its text has a line for
 * each bound, {@code NUMBER SUBJECT}, and comments.
 *
 * @param bounds the largest number that is accepted, by subject
 */
record Ratchet(Map<String, Integer> bounds) {
    private static final String HEAD = """
        # Exceptions from the rules of CONTRIBUTING.md that are still there: NUMBER SUBJECT. No number may grow and no
        # subject may be added. After an improvement -Dgolden.write=true lowers the numbers.
        """;

    /** Keeps a sorted copy. */
    Ratchet {
        bounds = new TreeMap<>(bounds);
    }

    /** Reads bounds from a text. */
    static Ratchet parse(String text) {
        return new Ratchet(text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[1], words -> Integer.valueOf(words[0]))));
    }

    /** Subjects whose present number is larger than its bound, 0 where there is none. */
    Map<String, String> exceeded(Map<String, Integer> present) {
        Map<String, String> exceeded = new TreeMap<>();
        present.forEach((subject, number) -> {
            int bound = bounds.getOrDefault(subject, 0);
            if (number > bound) {
                exceeded.put(subject, number + ", at most " + bound);
            }
        });
        return exceeded;
    }

    /** These bounds lowered to the present numbers; what is not there any more has none. */
    Ratchet lowered(Map<String, Integer> present) {
        Map<String, Integer> lower = new TreeMap<>();
        bounds.forEach((subject, bound) -> {
            int now = Math.min(bound, present.getOrDefault(subject, 0));
            if (now > 0) {
                lower.put(subject, now);
            }
        });
        return new Ratchet(lower);
    }

    /** The text that {@link #parse} reads. */
    String text() {
        return bounds.entrySet().stream()
                .map(bound -> bound.getValue() + " " + bound.getKey() + "\n")
                .collect(Collectors.joining("", HEAD, ""));
    }
}
