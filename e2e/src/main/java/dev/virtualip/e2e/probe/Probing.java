package dev.virtualip.e2e.probe;

import java.net.InetAddress;
import java.time.Duration;

/**
 * What a client asks for, and how often.
 *
 * @param target the address that shall answer
 * @param period the time from one probe to the next
 * @param askAnew whether the client forgets the target's MAC before each probe, as a new client would (IPv4 only)
 * @param atMost after so many probes it stops by itself
 */
public record Probing(InetAddress target, Duration period, boolean askAnew, int atMost) {
    private static final int TEN_MINUTES = 600_000;

    /** A probe each millisecond, for ten minutes at most. */
    public static Probing of(InetAddress target) {
        return new Probing(target, Duration.ofMillis(1), false, TEN_MINUTES);
    }

    /** A client that asks "who has it?" anew every 100 ms: it learns whoever answers first, also a dead host. */
    public static Probing askingAnew(InetAddress target) {
        final int millis = 100;
        return new Probing(target, Duration.ofMillis(millis), true, TEN_MINUTES / millis);
    }
}
