package dev.virtualip.agent;

import dev.virtualip.agent.report.ListenAddress;
import dev.virtualip.crds.Durations;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of options; each error names the option and what it takes. */
final class OptionValues {
    /** The options of {@code run}. */
    static final List<String> RUN =
            List.of("--config", "--http", "--metrics", "--state-dir", "--journal", "--stop-grace");

    /** The options of {@code check}. */
    static final List<String> CHECK = List.of("--config");

    private static final long GRACE_MAX_NANOS = 10_000_000_000L;

    private OptionValues() {}

    static String required(Map<String, String> values, String option) {
        String value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException("option %s is missing".formatted(option));
        }
        return value;
    }

    static @Nullable Path path(Map<String, String> values, String option) {
        String value = values.get(option);
        return value == null ? null : Path.of(value);
    }

    /** An address and a port, as in 127.0.0.1:9851 or [::1]:9851; names are not looked up. */
    static InetSocketAddress address(String option, String value) {
        try {
            return ListenAddress.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option %s: %s".formatted(option, e.getMessage()), e);
        }
    }

    static long duration(String option, String text) {
        try {
            long nanos = Durations.parse(text);
            if (nanos > GRACE_MAX_NANOS) {
                throw new IllegalArgumentException("'" + text + "' is more than 10s");
            }
            return nanos;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option %s: %s".formatted(option, e.getMessage()), e);
        }
    }
}
