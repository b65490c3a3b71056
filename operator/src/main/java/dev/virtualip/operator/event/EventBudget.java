package dev.virtualip.operator.event;

/** A token bucket for Events: a burst, and then so many a second. Not thread-safe. */
final class EventBudget {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long burst;
    private final long nanosPerToken;
    private long tokens;
    private long refilledNanos;

    EventBudget(int burst, int perSecond, long nowNanos) {
        this.burst = burst;
        this.nanosPerToken = NANOS_PER_SECOND / perSecond;
        this.tokens = burst;
        this.refilledNanos = nowNanos;
    }

    /** Takes a token; false: none is left. */
    boolean take(long nowNanos) {
        long earned = (nowNanos - refilledNanos) / nanosPerToken;
        if (earned > 0) {
            tokens = Math.min(burst, tokens + earned);
            refilledNanos += earned * nanosPerToken;
        }
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }
}
