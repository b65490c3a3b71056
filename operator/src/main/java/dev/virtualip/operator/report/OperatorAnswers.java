package dev.virtualip.operator.report;

import dev.virtualip.daemon.Answer;
import dev.virtualip.daemon.Answers;
import dev.virtualip.daemon.MetricsText;
import org.jspecify.annotations.Nullable;

/** What the operator answers: {@code /metrics}, {@code /healthz} and {@code /readyz}. */
public final class OperatorAnswers implements Answers {
    private final HttpSources sources;

    /** What the operator answers from its sources. */
    public OperatorAnswers(HttpSources sources) {
        this.sources = sources;
    }

    @Override
    public Answer to(String path, @Nullable String accept) {
        return switch (path) {
            case "/metrics" -> MetricsText.of(Metrics.of(sources), accept);
            case "/healthz" ->
                sources.healthy().getAsBoolean()
                        ? Answer.text(Answer.OK, "ok")
                        : Answer.text(Answer.UNAVAILABLE, "planning ended");
            case "/readyz" ->
                sources.ready().getAsBoolean()
                        ? Answer.text(
                                Answer.OK, sources.leading().getAsBoolean() ? "ready, leading" : "ready, standing by")
                        : Answer.text(Answer.UNAVAILABLE, "not all watches are open");
            default -> Answer.text(Answer.NOT_FOUND, "there are /metrics, /healthz and /readyz");
        };
    }
}
