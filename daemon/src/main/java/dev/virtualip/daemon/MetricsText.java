package dev.virtualip.daemon;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/** Metrics as text, in a class of its own so that its dependencies are loaded with the first request. */
public final class MetricsText {
    private static final ExpositionFormatWriter PROMETHEUS =
            PrometheusTextFormatWriter.builder().build();
    private static final ExpositionFormatWriter OPEN_METRICS =
            OpenMetricsTextFormatWriter.builder().build();

    private MetricsText() {}

    /**
     * The answer that shows them, in the format that the client asks for.
     *
     * @param accept the client's Accept header; null: it sent none
     */
    public static Answer of(MetricSnapshots metrics, @Nullable String accept) {
        ExpositionFormatWriter writer = OPEN_METRICS.accepts(accept) ? OPEN_METRICS : PROMETHEUS;
        return Answer.ok(writer.getContentType(), out -> writer.write(out, metrics));
    }
}
