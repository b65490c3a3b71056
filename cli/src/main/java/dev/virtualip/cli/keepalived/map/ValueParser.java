package dev.virtualip.cli.keepalived.map;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of keepalived's directives; null stands for text that is no such value. */
final class ValueParser {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("\\+?(\\d{1,6}(\\.\\d{0,9})?|\\.\\d{1,9})");
    private static final Pattern LEADING_NUMBER = Pattern.compile("\\+?(\\d{1,9}).*", Pattern.DOTALL);

    private ValueParser() {}

    static @Nullable Integer wholeNumber(@Nullable String text, int min, int max) {
        if (text == null || !NUMBER.matcher(text).matches()) {
            return null;
        }
        int value = Integer.parseInt(text);
        return value < min || value > max ? null : Integer.valueOf(value);
    }

    /** Seconds with a fraction, as whole milliseconds; what is less than one is cut. */
    static @Nullable Long secondsAsMillis(@Nullable String text) {
        BigDecimal seconds = decimal(text);
        return seconds == null
                ? null
                : Long.valueOf(
                        seconds.movePointRight(3).setScale(0, RoundingMode.DOWN).longValueExact());
    }

    static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null || !DECIMAL.matcher(text).matches() ? null : new BigDecimal(text);
    }

    /** The number that a text begins with, as keepalived reads prefixes and some times; 0: it begins with none. */
    static int leadingNumber(String text) {
        Matcher number = LEADING_NUMBER.matcher(text);
        return number.matches() ? Integer.parseInt(number.group(1)) : 0;
    }

    /** A literal address, without the prefix behind it, which keepalived cuts; never a name to be resolved. */
    static @Nullable InetAddress address(@Nullable String text) {
        try {
            return text == null ? null : AddressText.parse(text.replaceFirst("/.*", ""));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Keepalived's words for yes and no; a directive without a word means yes. */
    static @Nullable Boolean yes(@Nullable String text) {
        return switch (text) {
            case null -> true;
            case "on", "true", "yes" -> true;
            case "off", "false", "no" -> false;
            default -> null;
        };
    }

    /** A duration as the documents write it: {@code 1s} or {@code 250ms}. */
    static String duration(long millis) {
        return Durations.format(millis * NANOS_PER_MILLI);
    }
}
