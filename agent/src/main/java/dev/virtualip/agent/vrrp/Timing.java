package dev.virtualip.agent.vrrp;

/**
 * The intervals of RFC 9568 section 6.1 and RFC 3768 section 6.1, in nanoseconds of a monotonic clock whose origin is
 * unknown: instants are compared by their difference only. Products come first and the division last, so that no
 * priority and interval lose their skew to rounding.
 */
public final class Timing {
    /** After the successor's first advertisement its announcement has to come within this time. */
    public static final long SUCCESSOR_SETTLES_NANOS = 500_000_000L;

    /**
     * A successor that announced one address is given this time for the next, also beyond that: keepalived takes some
     * two milliseconds for each, so that 250 of them take longer than it has. At most 255 addresses bound the whole.
     */
    static final long SUCCESSOR_GOES_ON_NANOS = 100_000_000L;

    /** No release takes longer than this. */
    public static final long RELEASE_MAX_NANOS = 10_000_000_000L;

    /** A Backup waits at most one interval for an announced stop; this much more allows for its own delays. */
    static final long RELEASE_MARGIN_NANOS = 100_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int PRIORITIES = 256;
    private static final int MISSED_ADVERTISEMENTS = 3;

    private Timing() {}

    /** Skew_Time: the lower the priority the longer; in version 2 a fraction of a second, in 3 of the interval. */
    public static long skewNanos(int version, int priority, long activeIntervalNanos) {
        long base = version == 2 ? SECOND_NANOS : activeIntervalNanos;
        return (PRIORITIES - priority) * base / PRIORITIES;
    }

    /** Active_Down_Interval: how long a Backup waits in silence. */
    public static long activeDownNanos(int version, int priority, long activeIntervalNanos) {
        return MISSED_ADVERTISEMENTS * activeIntervalNanos + skewNanos(version, priority, activeIntervalNanos);
    }

    /** Whether an instant has come. */
    public static boolean due(long atNanos, long nowNanos) {
        return nowNanos - atNanos >= 0;
    }

    /** The earlier of two instants. */
    public static long earlier(long firstNanos, long secondNanos) {
        return firstNanos - secondNanos <= 0 ? firstNanos : secondNanos;
    }

    /** The later of two instants. */
    public static long later(long firstNanos, long secondNanos) {
        return firstNanos - secondNanos >= 0 ? firstNanos : secondNanos;
    }

    /** The next instant to advertise, on the grid of the last deadline so that nothing drifts; skips missed ones. */
    static long nextAdvertisementNanos(long lastDeadlineNanos, long intervalNanos, long nowNanos) {
        long next = lastDeadlineNanos + intervalNanos;
        return due(next, nowNanos) ? nowNanos + intervalNanos : next;
    }

    /** The time for which a router that gives up keeps answering without a successor. */
    static long releaseNanos(long stopGraceNanos, long intervalNanos) {
        return Math.min(RELEASE_MAX_NANOS, Math.max(stopGraceNanos, intervalNanos + RELEASE_MARGIN_NANOS));
    }
}
