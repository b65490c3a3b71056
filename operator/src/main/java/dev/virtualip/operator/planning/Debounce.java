package dev.virtualip.operator.planning;

/**
 * When a change leads to a plan: shortly after it, so that changes that come together are planned together; and not
 * later than a bound after the first, however many follow. Not safe for threads.
 */
final class Debounce {
    /** Long enough for the objects of one {@code kubectl apply} to arrive. */
    static final long QUIET_NANOS = 20_000_000;

    static final long BOUND_NANOS = 100_000_000;

    private boolean pending;
    private long firstNanos;
    private long lastNanos;

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
        return Math.min(lastNanos + QUIET_NANOS - nowNanos, firstNanos + BOUND_NANOS - nowNanos);
    }

    /** A plan begins: what changes from here on is for the next one. */
    void taken() {
        pending = false;
    }
}
