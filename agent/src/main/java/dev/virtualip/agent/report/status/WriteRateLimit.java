package dev.virtualip.agent.report.status;

import java.util.concurrent.TimeUnit;

/**
 * Rate limit of status writes: a burst of five, 200 ms apart, then one per second. Not thread-safe.
 */
final class WriteRateLimit {
    private static final int BURST = 5;
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long REFILL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private int left = BURST;
    private long refilledNanos;
    private long wroteNanos;

    WriteRateLimit(long nowNanos) {
        refilledNanos = nowNanos;
        wroteNanos = nowNanos - GAP_NANOS;
    }

    /** The delay before the next write; 0: none. */
    long waitNanos(long nowNanos) {
        refill(nowNanos);
        long gap = wroteNanos + GAP_NANOS - nowNanos;
        long turn = left > 0 ? 0 : refilledNanos + REFILL_NANOS - nowNanos;
        return Math.max(0, Math.max(gap, turn));
    }

    /** Counts a write or an attempt. */
    void wrote(long nowNanos) {
        refill(nowNanos);
        left = Math.max(0, left - 1);
        wroteNanos = nowNanos;
    }

    private void refill(long nowNanos) {
        long turns = Math.max(0, (nowNanos - refilledNanos) / REFILL_NANOS);
        left = (int) Math.min(BURST, left + turns);
        refilledNanos = left == BURST ? nowNanos : refilledNanos + turns * REFILL_NANOS;
    }
}
