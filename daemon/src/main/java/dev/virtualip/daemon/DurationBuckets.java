package dev.virtualip.daemon;

import java.util.List;

/**
 * Durations counted by size.
 *
 * @param upperBoundsNanos the upper bound of each bucket but the last, ascending
 * @param counts how many fell into each bucket, one more than bounds: the last has no bound
 * @param sumNanos the sum of all
 */
public record DurationBuckets(List<Long> upperBoundsNanos, List<Long> counts, long sumNanos) {

    /** Keeps copies of the lists. */
    public DurationBuckets {
        upperBoundsNanos = List.copyOf(upperBoundsNanos);
        counts = List.copyOf(counts);
    }
}
