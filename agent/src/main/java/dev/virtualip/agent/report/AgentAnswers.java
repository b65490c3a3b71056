package dev.virtualip.agent.report;

import dev.virtualip.daemon.Answer;
import dev.virtualip.daemon.Answers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent answers: {@code /metrics}, {@code /healthz}, {@code /readyz} and {@code /state}, and nothing to any
 * other path. Needs no HTTP, and nothing of metrics and JSON before somebody asks for them: those classes must not slow
 * down the start.
 */
public final class AgentAnswers implements Answers {
    private static final String METRICS = "/metrics";

    private final HttpSources sources;
    private final boolean metricsOnly;
    private final LoopQuestion loop;
    private @Nullable StateView state;

    /**
     * What the agent answers from its sources.
     *
     * @param metricsOnly whether {@code /metrics} is all, because strangers may ask
     */
    public AgentAnswers(HttpSources sources, boolean metricsOnly) {
        this.sources = sources;
        this.metricsOnly = metricsOnly;
        this.loop = new LoopQuestion(sources.snapshots());
    }

    @Override
    public Answer to(String path, @Nullable String accept) {
        if (metricsOnly && !path.equals(METRICS)) {
            return Answer.text(Answer.NOT_FOUND, "only " + METRICS + " is served here");
        }
        try {
            return switch (path) {
                case METRICS -> MetricsPage.of(loop.ask(), sources, accept);
                case "/healthz" -> healthy();
                case "/readyz" -> ready();
                case "/state" -> new Answer(Answer.OK, "application/json", view().json(loop.ask()));
                default -> Answer.text(Answer.NOT_FOUND, "there are /metrics, /healthz, /readyz and /state");
            };
        } catch (LoopSilentException e) {
            return Answer.text(Answer.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Answer healthy() throws LoopSilentException {
        loop.ask();
        return Answer.text(Answer.OK, "ok");
    }

    private Answer ready() throws LoopSilentException {
        if (!sources.ready().getAsBoolean()) {
            return Answer.text(Answer.UNAVAILABLE, "no configuration was applied yet");
        }
        loop.ask();
        KubernetesSources kubernetes = sources.kubernetes();
        List<String> problems =
                kubernetes == null ? List.of() : kubernetes.contact().get().problems();
        // Not a reason to be unready: what runs goes on, and nobody shall restart it for that.
        return Answer.text(
                Answer.OK, problems.isEmpty() ? "ready" : "ready\ndegraded: " + String.join("\ndegraded: ", problems));
    }

    private synchronized StateView view() {
        StateView view = state;
        if (view == null) {
            view = new StateView(sources);
            state = view;
        }
        return view;
    }
}
