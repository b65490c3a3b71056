package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Schedule of the gratuitous ARP or unsolicited neighbor advertisements of an Active.
 *
 * @param repeat announcements of each address in a burst, 1..100; default: 5
 * @param interval the time between two announcements of a burst, 0s..10s; default: 100ms
 * @param delay the time from the first burst to a second one, 0s..60s; 0s: no second burst; default: 1s
 * @param refresh how often an announcement is repeated, 1s..60m; 0s: never; default: 60s
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Announcements(
        @Nullable Integer repeat,
        @Nullable String interval,
        @Nullable String delay,
        @Nullable String refresh) {

    /** The defaults: every field left out. */
    public static final Announcements DEFAULT = new Announcements(null, null, null, null);

    /** The number of announcements in a burst, or its default. */
    public int repeatOrDefault() {
        return repeat == null ? 5 : repeat;
    }

    /** The time between two announcements, or its default. */
    public String intervalOrDefault() {
        return interval == null ? "100ms" : interval;
    }

    /** When the second burst comes, or its default. */
    public String delayOrDefault() {
        return delay == null ? "1s" : delay;
    }

    /** How often an announcement is repeated, or its default. */
    public String refreshOrDefault() {
        return refresh == null ? "60s" : refresh;
    }
}
