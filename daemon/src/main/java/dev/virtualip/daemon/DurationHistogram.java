package dev.virtualip.daemon;

import java.util.ArrayList;
import java.util.List;

/** Histogram of durations that any thread may record and read. */
public final class DurationHistogram {
    private static final long MILLI = 1_000_000;

    private final long[] upperBoundsNanos;
    private final long[] counts;
    private long sumNanos;

    /** Creates an empty one with these upper bounds, ascending, and a last bucket without a bound. */
    public DurationHistogram(long... upperBoundsMillis) {
        upperBoundsNanos = new long[upperBoundsMillis.length];
        for (int i = 0; i < upperBoundsMillis.length; i++) {
            upperBoundsNanos[i] = upperBoundsMillis[i] * MILLI;
        }
        counts = new long[upperBoundsMillis.length + 1];
    }

    /** Records a duration. */
    public synchronized void record(long nanos) {
        int bucket = 0;
        while (bucket < upperBoundsNanos.length && nanos > upperBoundsNanos[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += nanos;
    }

    /** Returns what was recorded so far. */
    public synchronized DurationBuckets buckets() {
        return new DurationBuckets(list(upperBoundsNanos), list(counts), sumNanos);
    }

    private static List<Long> list(long[] values) {
        // No stream: its classes would be loaded at the start of the agent.
        List<Long> list = new ArrayList<>(values.length);
        for (long value : values) {
            list.add(value);
        }
        return list;
    }
}
