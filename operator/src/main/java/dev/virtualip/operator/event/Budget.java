package dev.virtualip.operator.event;

/** How many Events may be sent: a burst, and then so many a second. Not safe for threads. */
final class Budget {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long burst;
    private final long nanosEach;
    private long left;
    private long refilledNanos;

    Budget(int burst, int perSecond, long nowNanos) {
        this.burst = burst;
        this.nanosEach = NANOS_PER_SECOND / perSecond;
        this.left = burst;
        this.refilledNanos = nowNanos;
    }

    /** Takes one; false: there is none left. */
    boolean take(long nowNanos) {
        long earned = (nowNanos - refilledNanos) / nanosEach;
        if (earned > 0) {
            left = Math.min(burst, left + earned);
            refilledNanos += earned * nanosEach;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
