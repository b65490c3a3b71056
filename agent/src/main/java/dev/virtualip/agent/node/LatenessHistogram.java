package dev.virtualip.agent.node;

import java.util.List;

/**
 * Histogram of the delay between an advertisement's deadline and its sending.
 *
 * @param upperBoundsNanos the upper bound of each bucket but the last, ascending
 * @param counts how many fell into each bucket, one more than bounds: the last has no bound
 * @param sumNanos the sum of all
 * @param recentLargestNanos the largest of the last five to ten minutes; below 0: none was sent
 */
public record LatenessHistogram(
        List<Long> upperBoundsNanos, List<Long> counts, long sumNanos, long recentLargestNanos) {

    /** Keeps copies of the lists. */
    public LatenessHistogram {
        upperBoundsNanos = List.copyOf(upperBoundsNanos);
        counts = List.copyOf(counts);
    }
}
