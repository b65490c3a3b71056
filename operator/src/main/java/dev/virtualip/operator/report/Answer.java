package dev.virtualip.operator.report;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An HTTP answer. */
// A class, not a record: a record with an array would compare by identity.
final class Answer {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private static final ExpositionFormatWriter PROMETHEUS =
            PrometheusTextFormatWriter.builder().build();
    private static final ExpositionFormatWriter OPEN_METRICS =
            OpenMetricsTextFormatWriter.builder().build();

    private final int status;
    private final String contentType;
    private final byte[] body;

    private Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    /**
     * The answer to a GET or HEAD.
     *
     * @param path the path alone
     * @param accept the client's Accept header; null: it sent none
     */
    static Answer to(String path, @Nullable String accept, HttpSources sources) {
        return switch (path) {
            case "/metrics" -> metrics(accept, sources);
            case "/healthz" -> sources.healthy().getAsBoolean() ? text(OK, "ok") : text(UNAVAILABLE, "planning ended");
            case "/readyz" ->
                sources.ready().getAsBoolean()
                        ? text(OK, sources.leading().getAsBoolean() ? "ready, leading" : "ready, standing by")
                        : text(UNAVAILABLE, "not all watches are open");
            default -> text(NOT_FOUND, "there are /metrics, /healthz and /readyz");
        };
    }

    /** A line of text. */
    static Answer text(int status, String line) {
        return new Answer(status, "text/plain; charset=utf-8", (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    private static Answer metrics(@Nullable String accept, HttpSources sources) {
        ExpositionFormatWriter writer = OPEN_METRICS.accepts(accept) ? OPEN_METRICS : PROMETHEUS;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(bytes, Metrics.of(sources));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be full of metrics", e);
        }
        return new Answer(OK, writer.getContentType(), bytes.toByteArray());
    }
}
