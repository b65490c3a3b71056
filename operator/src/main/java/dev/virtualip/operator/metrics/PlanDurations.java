package dev.virtualip.operator.metrics;

import java.util.ArrayList;
import java.util.List;

/** A histogram of the durations of plans. */
public final class PlanDurations {
    private static final long MILLI = 1_000_000;

    /** The upper bounds of all buckets except the last. */
    static final List<Long> UPPER_BOUNDS_NANOS =
            List.of(MILLI, 2 * MILLI, 5 * MILLI, 10 * MILLI, 50 * MILLI, 100 * MILLI, 500 * MILLI, 1000 * MILLI);

    private final long[] counts = new long[UPPER_BOUNDS_NANOS.size() + 1];
    private long sumNanos;

    /** Records the duration of a plan. */
    public synchronized void record(long nanos) {
        int bucket = 0;
        while (bucket < UPPER_BOUNDS_NANOS.size() && nanos > UPPER_BOUNDS_NANOS.get(bucket)) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += nanos;
    }

    /** The counts of the buckets. */
    synchronized List<Long> counts() {
        List<Long> copy = new ArrayList<>();
        for (long count : counts) {
            copy.add(count);
        }
        return copy;
    }

    /** The sum of all durations. */
    synchronized long sumNanos() {
        return sumNanos;
    }
}
