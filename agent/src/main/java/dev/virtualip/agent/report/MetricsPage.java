package dev.virtualip.agent.report;

import dev.virtualip.agent.node.NodeSnapshot;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The metrics as text, in the format that the client asks for. */
final class MetricsPage {
    private static final ExpositionFormatWriter PROMETHEUS =
            PrometheusTextFormatWriter.builder().build();
    private static final ExpositionFormatWriter OPEN_METRICS =
            OpenMetricsTextFormatWriter.builder().build();

    private MetricsPage() {}

    /**
     * The page.
     *
     * @param accept the client's Accept header; null: it sent none
     */
    static Answer of(NodeSnapshot snapshot, HttpSources sources, @Nullable String accept) {
        ExpositionFormatWriter writer = OPEN_METRICS.accepts(accept) ? OPEN_METRICS : PROMETHEUS;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(bytes, Metrics.of(snapshot, sources));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be full of metrics", e);
        }
        return new Answer(Answer.OK, writer.getContentType(), bytes.toByteArray());
    }
}
