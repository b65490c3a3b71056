package dev.virtualip.agent.report.status;

import dev.virtualip.crds.format.Durations;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Upper bound of how late advertisements left. The bounds are far apart, so that the status of a node at rest stays as
 * it is: each change is a write to the API server.
 */
final class LatenessClass {
    private static final long MILLI = 1_000_000L;
    private static final long[] BOUNDS_NANOS = {10 * MILLI, 50 * MILLI, 250 * MILLI, 1_000 * MILLI, 5_000 * MILLI};
    private static final long LONGEST_NANOS = 60_000 * MILLI;

    private LatenessClass() {}

    /**
     * Returns the bound as a duration; null: no advertisement was sent.
     *
     * @param largestNanos the largest delay; below 0: no advertisement was sent
     */
    static @Nullable String of(long largestNanos) {
        return largestNanos < 0
                ? null
                : Durations.format(LongStream.of(BOUNDS_NANOS)
                        .filter(bound -> largestNanos <= bound)
                        .findFirst()
                        .orElse(LONGEST_NANOS));
    }
}
