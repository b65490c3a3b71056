package dev.virtualip.crds.format;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ages as kubectl shows them: {@code 45s}, {@code 12m}, {@code 3h}, {@code 8d}. */
public final class Age {
    private static final String UNKNOWN = "-";

    private Age() {}

    /**
     * Returns the time that has passed since another time.
     *
     * @param since RFC 3339, by the clock of some node; null: not known
     */
    public static String since(@Nullable String since, Instant now) {
        Instant began = parse(since);
        return began == null ? UNKNOWN : text(Duration.between(began, now));
    }

    /** Returns "3h ago", or "at an unknown time". */
    public static String ago(@Nullable String since, Instant now) {
        Instant began = parse(since);
        return began == null ? "at an unknown time" : text(Duration.between(began, now)) + " ago";
    }

    /** Reads a time; null: there is none, or it cannot be read. */
    public static @Nullable Instant parse(@Nullable String time) {
        try {
            return time == null || time.isEmpty() ? null : Instant.parse(time);
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** Returns a duration in its largest unit; a negative one, of a clock that is ahead, is none. */
    static String text(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 120 * 60) {
            return seconds / 60 + "m";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + "h" : seconds / 86400 + "d";
    }
}
