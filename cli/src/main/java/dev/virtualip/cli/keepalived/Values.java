package dev.virtualip.cli.keepalived;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of keepalived's directives; null stands for text that is no such value. */
final class Values {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{0,9})?|\\.\\d{1,9}");

    private Values() {}

    static @Nullable Integer wholeNumber(@Nullable String text, int min, int max) {
        if (text == null || !NUMBER.matcher(text).matches()) {
            return null;
        }
        int value = Integer.parseInt(text);
        return value < min || value > max ? null : Integer.valueOf(value);
    }

    /** Seconds with a fraction, as milliseconds, rounded to the nearest. */
    static @Nullable Long secondsAsMillis(@Nullable String text) {
        if (text == null || !DECIMAL.matcher(text).matches()) {
            return null;
        }
        BigDecimal millis = new BigDecimal(text).movePointRight(3);
        return millis.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** A literal address; never a name that would have to be resolved. */
    static @Nullable InetAddress address(@Nullable String text) {
        try {
            return text == null ? null : AddressText.parse(text);
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
