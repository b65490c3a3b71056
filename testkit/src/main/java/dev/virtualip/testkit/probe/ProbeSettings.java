package dev.virtualip.testkit.probe;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Target and pace of a client's probes.
 *
 * @param target the address that is probed
 * @param period the time from one probe to the next
 * @param askAnew whether the client forgets the target's MAC before each probe, as a new client would (IPv4 only)
 * @param atMost after so many probes it stops by itself
 */
public record ProbeSettings(InetAddress target, Duration period, boolean askAnew, int atMost) {
    private static final int TEN_MINUTES = 600_000;

    /** A probe each millisecond, for ten minutes at most. */
    public static ProbeSettings of(InetAddress target) {
        return new ProbeSettings(target, Duration.ofMillis(1), false, TEN_MINUTES);
    }

    /** A client that resolves the address every 100 ms and so learns the first host that answers, even a dead one. */
    public static ProbeSettings askingAnew(InetAddress target) {
        final int millis = 100;
        return new ProbeSettings(target, Duration.ofMillis(millis), true, TEN_MINUTES / millis);
    }
}
