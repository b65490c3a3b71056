package dev.virtualip.daemon;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of a command line, {@code --option value} or {@code --option=value}. By hand: the agent's start is part of
 * every failover, and a dozen options are no work for a library that reads annotations. Each error names the option and
 * what it takes.
 */
public final class CommandLine {
    private CommandLine() {}

    /**
     * Takes all words for options and their values.
     *
     * @param words what is left of the command line; empty afterwards
     * @param known the options that there are
     * @throws IllegalArgumentException if one is not known, has no value, or is given twice
     */
    public static Map<String, String> options(Deque<String> words, List<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            int equals = word.indexOf('=');
            String option = equals < 0 ? word : word.substring(0, equals);
            if (!known.contains(option)) {
                throw new IllegalArgumentException("there is no option '%s' here; there are %s (see --help)"
                        .formatted(option, String.join(", ", known)));
            }
            String value = equals < 0 ? words.poll() : word.substring(equals + 1);
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException("option %s needs a value".formatted(option));
            }
            if (values.put(option, value) != null) {
                throw new IllegalArgumentException("option %s is given twice".formatted(option));
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
