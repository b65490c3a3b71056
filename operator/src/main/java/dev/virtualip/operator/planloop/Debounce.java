package dev.virtualip.operator.planloop;

/**
 * Delays plans so that changes that arrive together are planned together. A plan follows shortly after a change, and
 * not later than a bound after the first one, however many follow. After a plan there is a pause of at least 100 ms,
 * and three times as long as the plan took, in which its writes can take effect. Not thread-safe.
 */
final class Debounce {
    /** Quiet time before a plan: long enough for the objects of one {@code kubectl apply} to arrive. */
    static final long QUIET_NANOS = 20_000_000;

    static final long BOUND_NANOS = 100_000_000;

    /** Minimum pause after a plan. */
    static final long PAUSE_NANOS = 100_000_000;

    private static final long PAUSE_FACTOR = 3;

    private boolean pending;
    private boolean pausing;
    private long firstNanos;
    private long lastNanos;
    private long pauseEndNanos;

    /** Records a change. */
    void changed(long nowNanos) {
        if (!pending) {
            pending = true;
            firstNanos = nowNanos;
        }
        lastNanos = nowNanos;
    }

    /** Whether anything changed since the last {@link #taken}. */
    boolean isPending() {
        return pending;
    }

    /** Returns the time until the plan is due; zero or less: now. Valid only while a change is pending. */
    long waitNanos(long nowNanos) {
        long wait = Math.min(lastNanos + QUIET_NANOS - nowNanos, firstNanos + BOUND_NANOS - nowNanos);
        pausing &= pauseEndNanos - nowNanos > 0;
        return pausing ? Math.max(wait, pauseEndNanos - nowNanos) : wait;
    }

    /** Starts a plan: later changes count for the next one. */
    void taken() {
        pending = false;
    }

    /** Ends a plan that took this long. */
    void made(long nowNanos, long tookNanos) {
        pausing = true;
        pauseEndNanos = nowNanos + Math.max(PAUSE_NANOS, PAUSE_FACTOR * tookNanos);
    }
}
