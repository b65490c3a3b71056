package dev.virtualip.daemon;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Options of a command line, {@code --option value} or {@code --option=value}. By hand: the agent's start is part of
 * every failover, and a dozen options are no work for a library that reads annotations. Each error names the option and
 * what it takes.
 */
public final class CommandLine {
    private CommandLine() {}

    /** Collects what is wrong with a command line, so that all of it is said at once. */
    public static final class Mistakes {
        private final List<String> found = new ArrayList<>();

        /** Adds one. */
        public void add(String mistake) {
            found.add(mistake);
        }

        /** The value, or another one after adding why there is none. */
        public <T extends @Nullable Object> T take(Supplier<T> value, T otherwise) {
            try {
                return value.get();
            } catch (IllegalArgumentException e) {
                add(String.valueOf(e.getMessage()));
                return otherwise;
            }
        }

        /** Whether there is none. */
        public boolean isEmpty() {
            return found.isEmpty();
        }

        /** All of them on one line. */
        public String text() {
            return String.join("; ", found);
        }
    }

    /**
     * Takes all words for options and their values. One that is not known, has no value, or is given twice is a
     * mistake.
     *
     * @param words what is left of the command line; empty afterwards
     * @param known the options that there are
     * @param mistakes where to add what is wrong
     */
    public static Map<String, String> options(Deque<String> words, List<String> known, Mistakes mistakes) {
        Map<String, String> values = new LinkedHashMap<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            int equals = word.indexOf('=');
            String option = equals < 0 ? word : word.substring(0, equals);
            boolean valueFollows =
                    equals < 0 && !words.isEmpty() && !words.peek().startsWith("--");
            String value = valueFollows ? words.remove() : word.substring(equals < 0 ? word.length() : equals + 1);
            if (!known.contains(option)) {
                mistakes.add("there is no option '%s' here; there are %s (see --help)"
                        .formatted(option, String.join(", ", known)));
            } else if (value.isEmpty()) {
                mistakes.add("option %s needs a value".formatted(option));
            } else if (values.putIfAbsent(option, value) != null) {
                mistakes.add("option %s is given twice".formatted(option));
            }
        }
        return values;
    }

    /** The value of an option that names a file or folder; null: it is not given. */
    public static @Nullable Path path(Map<String, String> values, String option) {
        String value = values.get(option);
        return value == null ? null : Path.of(value);
    }

    /**
     * An address and a port, as in 127.0.0.1:9851 or [::1]:9851; names are not looked up.
     *
     * @throws IllegalArgumentException if the value is none
     */
    public static InetSocketAddress address(String option, String value) {
        try {
            return ListenAddress.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option %s: %s".formatted(option, e.getMessage()), e);
        }
    }
}
