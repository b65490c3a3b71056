package dev.virtualip.daemon;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.List;

/** A histogram in seconds for Prometheus. */
public final class DurationMetric {
    private static final double NANOS_PER_SECOND = 1e9;

    private DurationMetric() {}

    /** Returns the metric that shows these durations. */
    public static HistogramSnapshot histogram(String name, String help, DurationBuckets durations) {
        List<Long> bounds = durations.upperBoundsNanos();
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < durations.counts().size(); i++) {
            double bound = i < bounds.size() ? bounds.get(i) / NANOS_PER_SECOND : Double.POSITIVE_INFINITY;
            buckets.bucket(bound, durations.counts().get(i));
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(durations.sumNanos() / NANOS_PER_SECOND)
                        .build())
                .build();
    }
}
