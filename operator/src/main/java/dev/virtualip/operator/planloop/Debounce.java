package dev.virtualip.operator.planloop;

/**
 * When a change leads to a plan: shortly after it, so that changes that come together are planned together; and not
 * later than a bound after the first, however many follow. After a plan there is a pause, so that a storm of changes
 * finds time for what the plans ask for. Not safe for threads.
 */
final class Debounce {
    /** Long enough for the objects of one {@code kubectl apply} to arrive. */
    static final long QUIET_NANOS = 20_000_000;

    static final long BOUND_NANOS = 100_000_000;

    /** At least so long after a plan, and three times as long as it took, no other one is made. */
    static final long PAUSE_NANOS = 100_000_000;

    private static final long PAUSE_FACTOR = 3;

    private boolean pending;
    private boolean pausing;
    private long firstNanos;
    private long lastNanos;
    private long pauseEndNanos;

    /** Something changed. */
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

    /** How long until the plan is due; nothing or less: now. Only when something is pending. */
    long waitNanos(long nowNanos) {
        long wait = Math.min(lastNanos + QUIET_NANOS - nowNanos, firstNanos + BOUND_NANOS - nowNanos);
        pausing &= pauseEndNanos - nowNanos > 0;
        return pausing ? Math.max(wait, pauseEndNanos - nowNanos) : wait;
    }

    /** A plan begins: what changes from here on is for the next one. */
    void taken() {
        pending = false;
    }

    /** A plan has been made, and it took so long. */
    void made(long nowNanos, long tookNanos) {
        pausing = true;
        pauseEndNanos = nowNanos + Math.max(PAUSE_NANOS, PAUSE_FACTOR * tookNanos);
    }
}
