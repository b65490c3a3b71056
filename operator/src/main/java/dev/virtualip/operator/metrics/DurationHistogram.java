package dev.virtualip.operator.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A histogram of durations. */
public final class DurationHistogram {
    private static final long MILLI = 1_000_000;

    private final List<Long> upperBoundsNanos;
    private final long[] counts;
    private long sumNanos;

    private DurationHistogram(long... upperBoundsMillis) {
        this.upperBoundsNanos = LongStream.of(upperBoundsMillis)
                .map(millis -> millis * MILLI)
                .boxed()
                .toList();
        this.counts = new long[upperBoundsMillis.length + 1];
    }

    /** Creates one for plans. */
    public static DurationHistogram ofPlans() {
        return new DurationHistogram(1, 2, 5, 10, 50, 100, 500, 1000);
    }

    /** Creates one for Services, from their creation, whose time has whole seconds, to their addresses. */
    public static DurationHistogram ofAssignments() {
        return new DurationHistogram(1000, 2000, 3000, 5000, 10_000, 30_000, 60_000);
    }

    /** Records a duration. */
    public synchronized void record(long nanos) {
        int bucket = 0;
        while (bucket < upperBoundsNanos.size() && nanos > upperBoundsNanos.get(bucket)) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += nanos;
    }

    /** The upper bounds of all buckets except the last. */
    List<Long> upperBoundsNanos() {
        return upperBoundsNanos;
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
