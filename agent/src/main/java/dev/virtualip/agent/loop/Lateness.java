package dev.virtualip.agent.loop;

import dev.virtualip.agent.node.LatenessHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts by how much advertisements leave after their deadline. */
public final class Lateness {
    private static final long[] BOUNDS_NANOS = {
        20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 50_000_000, 250_000_000
    };

    private final long[] counts = new long[BOUNDS_NANOS.length + 1];
    private long sumNanos;

    public void record(long latenessNanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && latenessNanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += Math.max(0, latenessNanos);
    }

    public LatenessHistogram snapshot() {
        List<Long> bounds = new ArrayList<>();
        Arrays.stream(BOUNDS_NANOS).forEach(bounds::add);
        List<Long> buckets = new ArrayList<>();
        Arrays.stream(counts).forEach(buckets::add);
        return new LatenessHistogram(bounds, buckets, sumNanos);
    }
}
