package dev.virtualip.crds.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as documents write them: {@code 250ms}, {@code 1s}, {@code 1.5s}, {@code 1m30s}, {@code 0s}. */
public final class Durations {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<m>\\d{1,4})m(?!s))?(?:(?<s>\\d{1,6})(?:\\.(?<fraction>\\d{1,3}))?s)?(?:(?<ms>\\d{1,8})ms)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,8}(\\.\\d{1,3})?");

    private Durations() {}

    /**
     * The length of a duration in nanoseconds, at least 0.
     *
     * @throws IllegalArgumentException if it is none; the message says what to write instead
     */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            throw new IllegalArgumentException(objection(text));
        }
        long seconds = number(form, "m") * 60 + number(form, "s");
        return (seconds * 1000 + fractionMillis(form.group("fraction")) + number(form, "ms")) * NANOS_PER_MILLI;
    }

    /**
     * The text of a duration: in seconds if they are whole, else in milliseconds.
     *
     * @param nanos at least 0; what is below a millisecond is cut
     */
    public static String format(long nanos) {
        long millis = nanos / NANOS_PER_MILLI;
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static long number(Matcher form, String group) {
        String digits = form.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long fractionMillis(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "00").substring(0, 3));
    }

    private static String objection(String text) {
        String quoted = QuotedText.of(text);
        if (NUMBER.matcher(text).matches()) {
            String example =
                    text.contains(".") ? text + "s or " + format(parse(text + "s")) : text + "ms or " + text + "s";
            return quoted + " has no unit; write " + example;
        }
        String joined = text.replaceAll("\\s+", "");
        if (!joined.equals(text) && !joined.isEmpty() && FORM.matcher(joined).matches()) {
            return quoted + " contains a space; write " + joined;
        }
        return quoted + " is not a duration; write a number and its unit, such as 250ms, 1s or 1m30s";
    }
}
