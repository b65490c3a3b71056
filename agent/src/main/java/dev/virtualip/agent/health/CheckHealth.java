package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckSpec;
import org.jspecify.annotations.Nullable;

/**
 * Verdict on a health check, and the results that lead to the next one: thresholds and hold-down, as a pure state
 * machine.
 *
 * <p>A failed check counts as soon as {@code failureThreshold} results in a row failed. It counts as passed again after
 * {@code successThreshold} results in a row, and not before a time without any failure, the hold-down: none after the
 * first failure, then 1 s, 2 s, 4 s … up to {@link #HOLD_MAX_NANOS}. So a service that fails again and again moves an
 * address a bounded number of times. Each {@link #FORGET_NANOS} of health undoes one failure.
 *
 * @param healthy the verdict; null: none yet
 * @param successes how many results in a row passed
 * @param failures how many results in a row failed
 * @param fallCount how often it came to fail lately
 * @param changedNanos when the verdict changed
 * @param passingSinceNanos when the first of the successes in a row came
 * @param error the last error that counts; null: none
 * @param errorNanos when that was noted
 */
record CheckHealth(
        @Nullable Boolean healthy,
        int successes,
        int failures,
        int fallCount,
        long changedNanos,
        long passingSinceNanos,
        @Nullable String error,
        long errorNanos) {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The longest hold-down. */
    static final long HOLD_MAX_NANOS = 60 * SECOND_NANOS;

    /** The time of health that undoes one failure. */
    static final long FORGET_NANOS = 120 * SECOND_NANOS;

    /** The largest number of failures that is remembered: it has the longest hold-down. */
    static final int MAX_FALL_COUNT = 8;

    /** The error of a check that keeps failing is not replaced more often, so that no text fills a status or a log. */
    static final long ERROR_PAUSE_NANOS = 10 * SECOND_NANOS;

    /** No verdict yet. */
    static CheckHealth unknown(long nowNanos) {
        return new CheckHealth(null, 0, 0, 0, nowNanos, nowNanos, null, nowNanos);
    }

    /** What follows when a run fails. */
    CheckHealth failed(HealthCheckSpec spec, String cause, long nowNanos) {
        int inRow = Math.min(failures + 1, Integer.MAX_VALUE - 1);
        boolean fails = inRow >= spec.failureThreshold();
        if (fails && !Boolean.FALSE.equals(healthy)) {
            return new CheckHealth(false, 0, inRow, nextFallCount(nowNanos), nowNanos, nowNanos, cause, nowNanos);
        }
        boolean isNew = !Boolean.TRUE.equals(healthy)
                && !cause.equals(error)
                && (error == null || nowNanos - errorNanos >= ERROR_PAUSE_NANOS);
        return new CheckHealth(
                healthy,
                0,
                inRow,
                fallCount,
                changedNanos,
                nowNanos,
                isNew ? cause : error,
                isNew ? nowNanos : errorNanos);
    }

    /** What follows when a run passes. */
    CheckHealth passed(HealthCheckSpec spec, long nowNanos) {
        int inRow = Math.min(successes + 1, Integer.MAX_VALUE - 1);
        long since = successes == 0 ? nowNanos : passingSinceNanos;
        boolean passes = inRow >= spec.successThreshold() && nowNanos - since >= holdNanos();
        if (passes && !Boolean.TRUE.equals(healthy)) {
            return new CheckHealth(true, inRow, 0, fallCount, nowNanos, since, null, nowNanos);
        }
        return new CheckHealth(healthy, inRow, 0, fallCount, changedNanos, since, error, errorNanos);
    }

    /** Whether it passes, and only the hold-down keeps it from counting as healthy. */
    boolean isHeld(HealthCheckSpec spec) {
        return Boolean.FALSE.equals(healthy) && successes >= spec.successThreshold();
    }

    /** The hold-down that its next return to health has to wait for. */
    long holdNanos() {
        if (!Boolean.FALSE.equals(healthy) || fallCount < 2) {
            return 0;
        }
        return Math.min(HOLD_MAX_NANOS, SECOND_NANOS << (fallCount - 2));
    }

    private int nextFallCount(long nowNanos) {
        if (healthy == null) {
            return fallCount;
        }
        long forgotten = (nowNanos - changedNanos) / FORGET_NANOS;
        return Math.min(MAX_FALL_COUNT, (int) Math.max(0, fallCount - forgotten) + 1);
    }
}
