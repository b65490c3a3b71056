package dev.virtualip.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
    private final DurationHistogram histogram = new DurationHistogram(10, 100);

    @Test
    void durationIsCountedInTheFirstBucketThatReachesIt() {
        histogram.record(10_000_000);
        histogram.record(10_000_001);
        histogram.record(100_000_001);

        assertThat(histogram.buckets().counts()).containsExactly(1L, 1L, 1L);
        assertThat(histogram.buckets().sumNanos()).isEqualTo(120_000_002);
    }

    @Test
    void metricShowsCumulativeCountsInSeconds() {
        histogram.record(10_000_000);
        histogram.record(2_000_000_000);

        MetricSnapshots metrics =
                new MetricSnapshots(DurationMetric.histogram("waited_seconds", "Waiting time.", histogram.buckets()));
        assertThat(new String(MetricsText.of(metrics, null).body(), StandardCharsets.UTF_8).lines())
                .contains(
                        "waited_seconds_bucket{le=\"0.01\"} 1",
                        "waited_seconds_bucket{le=\"0.1\"} 1",
                        "waited_seconds_bucket{le=\"+Inf\"} 2",
                        "waited_seconds_sum 2.01");
    }
}
