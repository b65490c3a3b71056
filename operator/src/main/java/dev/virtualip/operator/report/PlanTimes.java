package dev.virtualip.operator.report;

import java.util.ArrayList;
import java.util.List;

/** How many plans were made, and how long they took. */
public final class PlanTimes {
    private static final long MILLI = 1_000_000;

    /** The upper bounds of the buckets but for the last one's. */
    static final List<Long> UPPER_BOUNDS_NANOS =
            List.of(MILLI, 2 * MILLI, 5 * MILLI, 10 * MILLI, 50 * MILLI, 100 * MILLI, 500 * MILLI, 1000 * MILLI);

    private final long[] counts = new long[UPPER_BOUNDS_NANOS.size() + 1];
    private long sumNanos;

    /** A plan took so long. */
    public synchronized void took(long nanos) {
        int bucket = 0;
        while (bucket < UPPER_BOUNDS_NANOS.size() && nanos > UPPER_BOUNDS_NANOS.get(bucket)) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += nanos;
    }

    /** How many fell into each bucket. */
    synchronized List<Long> counts() {
        List<Long> copy = new ArrayList<>();
        for (long count : counts) {
            copy.add(count);
        }
        return copy;
    }

    /** The sum of all. */
    synchronized long sumNanos() {
        return sumNanos;
    }
}
