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
 * Parser of command line options, {@code --option value} or {@code --option=value}. Each error names the option and the
 * expected value. Written by hand because the start of the agent is part of every failover: picocli adds 100 ms of
 * processor time and 4 MiB.
 */
public final class CommandLine {
    private CommandLine() {}

    /** Errors of a command line, which are reported all at once. */
    public static final class Mistakes {
        private final List<String> found = new ArrayList<>();

        /** Adds an error. */
        public void add(String mistake) {
            found.add(mistake);
        }

        /** The value, or a default after adding the error. */
        public <T extends @Nullable Object> T take(Supplier<T> value, T otherwise) {
            try {
                return value.get();
            } catch (IllegalArgumentException e) {
                add(String.valueOf(e.getMessage()));
                return otherwise;
            }
        }

        /** Whether there is no error. */
        public boolean isEmpty() {
            return found.isEmpty();
        }

        /** All errors on one line. */
        public String text() {
            return String.join("; ", found);
        }
    }

    /**
     * Parses all words as options and values. An unknown option, one without a value, and one given twice are errors.
     *
     * @param words the rest of the command line; empty afterwards
     * @param known the known options
     * @param mistakes receives the errors
     */
    public static Map<String, String> options(Deque<String> words, List<String> known, Mistakes mistakes) {
        Map<String, String> values = new LinkedHashMap<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            int equals = word.indexOf('=');
            String option = equals < 0 ? word : word.substring(0, equals);
            boolean isOption = word.startsWith("-");
            boolean valueFollows =
                    isOption && equals < 0 && !words.isEmpty() && !words.peek().startsWith("--");
            String value = valueFollows ? words.remove() : word.substring(equals < 0 ? word.length() : equals + 1);
            if (!known.contains(option)) {
                String mistake = isOption
                        ? "unknown option '%s'".formatted(option)
                        : "'%s' belongs to no option".formatted(word);
                mistakes.add("%s; known options: %s (see --help)".formatted(mistake, String.join(", ", known)));
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
