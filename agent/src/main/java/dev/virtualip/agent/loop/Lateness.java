package dev.virtualip.agent.loop;

import dev.virtualip.agent.node.LatenessHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts by how much advertisements leave after their deadline, and remembers the largest of the last five to ten
 * minutes.
 */
public final class Lateness {
    private static final long[] BOUNDS_NANOS = {
        20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 50_000_000, 250_000_000
    };

    private static final long WINDOW_NANOS = 300_000_000_000L;
    private static final long NONE = -1;

    private final long[] counts = new long[BOUNDS_NANOS.length + 1];
    private long sumNanos;
    private long windowBeganNanos;
    private long largestNanos = NONE;
    private long largestBeforeNanos = NONE;

    /** Counts one that left at this time. */
    public void record(long latenessNanos, long nowNanos) {
        turn(nowNanos);
        largestNanos = Math.max(largestNanos, Math.max(0, latenessNanos));
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && latenessNanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += Math.max(0, latenessNanos);
    }

    /** Returns the counts, and the largest of the last five to ten minutes. */
    public LatenessHistogram snapshot(long nowNanos) {
        turn(nowNanos);
        List<Long> bounds = new ArrayList<>();
        Arrays.stream(BOUNDS_NANOS).forEach(bounds::add);
        List<Long> buckets = new ArrayList<>();
        Arrays.stream(counts).forEach(buckets::add);
        return new LatenessHistogram(bounds, buckets, sumNanos, Math.max(largestNanos, largestBeforeNanos));
    }

    /** Begins the next window, when this one is over. */
    private void turn(long nowNanos) {
        long age = nowNanos - windowBeganNanos;
        if (age < 0 || age >= WINDOW_NANOS) {
            largestBeforeNanos = age < 2 * WINDOW_NANOS ? largestNanos : NONE;
            largestNanos = NONE;
            windowBeganNanos = nowNanos;
        }
    }
}
