package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * When an Active announces its addresses by gratuitous ARP or unsolicited neighbor advertisement.
 *
 * @param repeat announcements of each address in a burst, 1..100; default: 5
 * @param interval the time between two announcements of a burst, 0s..10s; default: 100ms
 * @param delay how long after the first burst a second one comes, 0s..60s; 0s: none does; default: 1s
 * @param refresh how often an announcement is repeated, 1s..60m; 0s: never; default: 60s
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Announcements(
        @Nullable Integer repeat,
        @Nullable String interval,
        @Nullable String delay,
        @Nullable String refresh) {

    /** What holds when a document says nothing. */
    static final Announcements DEFAULT = new Announcements(null, null, null, null);

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
