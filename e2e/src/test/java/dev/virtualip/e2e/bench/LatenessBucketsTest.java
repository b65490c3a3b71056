package dev.virtualip.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessBucketsTest {
    private static final String METRICS = """
        # TYPE virtualip_advertisement_lateness_seconds histogram
        virtualip_advertisement_lateness_seconds_bucket{le="2.0E-5"} %d
        virtualip_advertisement_lateness_seconds_bucket{le="0.001"} %d
        virtualip_advertisement_lateness_seconds_bucket{le="+Inf"} %d
        virtualip_advertisement_lateness_seconds_count 7
        """;

    @Test
    void quantileIsTheBoundThatAPartDidNotExceed() {
        LatenessBuckets buckets = LatenessBuckets.of(METRICS.formatted(50, 99, 100));

        assertThat(buckets.count()).isEqualTo(100);
        assertThat(buckets.bound(0.5)).isEqualTo(0.02);
        assertThat(buckets.bound(0.51)).isEqualTo(1);
        assertThat(buckets.bound(0.99)).isEqualTo(1);
        assertThat(buckets.bound(1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void earlierSamplesAreSubtracted() {
        LatenessBuckets before = LatenessBuckets.of(METRICS.formatted(0, 0, 5));
        LatenessBuckets after = LatenessBuckets.of(METRICS.formatted(10, 10, 15));

        assertThat(after.since(before).bound(1)).isEqualTo(0.02);
        assertThat(after.since(after).count()).isZero();
        assertThat(after.since(after).bound(1)).isZero();
    }
}
