package dev.virtualip.agent.report.http;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the metrics of one answer. Names of counters come without {@code _total}. */
final class MetricFamilies {
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<MetricSnapshot> families = new ArrayList<>();

    MetricSnapshots snapshots() {
        return new MetricSnapshots(families);
    }

    void add(MetricSnapshot family) {
        families.add(family);
    }

    void counter(String name, String help, Map<Labels, Long> values) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
        families.add(counter.build());
    }

    void gauge(String name, String help, Map<Labels, Long> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        families.add(gauge.build());
    }

    /** A histogram in seconds; there is one count more than bounds. */
    void histogram(String name, String help, Buckets buckets) {
        families.add(HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.classic())
                        .sum(buckets.sumNanos / NANOS_PER_SECOND)
                        .build())
                .build());
    }

    /**
     * The buckets of a histogram of durations.
     *
     * @param upperBoundsNanos the bounds but for the last bucket's, ascending
     * @param counts how many fell into each bucket
     * @param sumNanos the sum of all
     */
    record Buckets(List<Long> upperBoundsNanos, List<Long> counts, long sumNanos) {

        private ClassicHistogramBuckets classic() {
            ClassicHistogramBuckets.Builder classic = ClassicHistogramBuckets.builder();
            for (int i = 0; i < counts.size(); i++) {
                double bound = i < upperBoundsNanos.size()
                        ? upperBoundsNanos.get(i) / NANOS_PER_SECOND
                        : Double.POSITIVE_INFINITY;
                classic.bucket(bound, counts.get(i));
            }
            return classic.build();
        }
    }
}
