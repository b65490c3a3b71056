package dev.virtualip.agent.report.log;

import java.util.ArrayList;
import java.util.List;

/** Histogram of the outages that takeovers ended ({@link FailoverOutage}). Not thread-safe. */
public final class FailoverHistogram {
    private static final long MILLI = 1_000_000L;

    /** From an interval of 10 ms (about 30 ms of silence) to one of 40 s. */
    public static final List<Long> UPPER_BOUNDS_NANOS = List.of(
            25 * MILLI,
            50 * MILLI,
            100 * MILLI,
            250 * MILLI,
            500 * MILLI,
            1_000 * MILLI,
            2_000 * MILLI,
            4_000 * MILLI,
            8_000 * MILLI,
            30_000 * MILLI,
            120_000 * MILLI);

    private final long[] counts = new long[UPPER_BOUNDS_NANOS.size() + 1];
    private long sumNanos;

    void add(long nanos) {
        int bucket = 0;
        while (bucket < UPPER_BOUNDS_NANOS.size() && nanos > UPPER_BOUNDS_NANOS.get(bucket)) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += nanos;
    }

    List<Long> counts() {
        List<Long> copy = new ArrayList<>(counts.length);
        for (long count : counts) {
            copy.add(count);
        }
        return copy;
    }

    long sumNanos() {
        return sumNanos;
    }
}
