package dev.virtualip.operator.metrics;

import dev.virtualip.daemon.Answer;
import dev.virtualip.daemon.Answers;
import dev.virtualip.daemon.MetricsText;
import dev.virtualip.daemon.notification.DestinationState;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Handles requests to {@code /metrics}, {@code /healthz} and {@code /readyz}. */
public final class OperatorRequestHandler implements Answers {
    private final MetricsSources sources;

    /** Answers from these sources. */
    public OperatorRequestHandler(MetricsSources sources) {
        this.sources = sources;
    }

    @Override
    public Answer to(String path, @Nullable String accept) {
        return switch (path) {
            case "/metrics" -> MetricsText.of(OperatorMetrics.of(sources), accept);
            case "/healthz" ->
                sources.healthy().getAsBoolean()
                        ? Answer.text(Answer.OK, "ok")
                        : Answer.text(Answer.UNAVAILABLE, "the planning thread ended");
            case "/readyz" ->
                sources.ready().getAsBoolean()
                        ? Answer.text(
                                Answer.OK,
                                (sources.leading().getAsBoolean() ? "ready, leading" : "ready, standby") + degraded())
                        : Answer.text(Answer.UNAVAILABLE, "not all watches are open");
            default -> Answer.text(Answer.NOT_FOUND, "not found; the paths are /metrics, /healthz and /readyz");
        };
    }

    /** The destinations of notifications that fail; no reason for a restart. */
    private String degraded() {
        return sources.notifications().get().stream()
                .filter(DestinationState::isFailing)
                .map(destination ->
                        "\ndegraded: notifications to %s: %s".formatted(destination.name(), destination.lastError()))
                .collect(Collectors.joining());
    }
}
