package dev.virtualip.agent.report.http;

import dev.virtualip.agent.report.SnapshotRequest;
import dev.virtualip.agent.report.SnapshotUnavailableException;
import dev.virtualip.daemon.Answer;
import dev.virtualip.daemon.Answers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for {@code /metrics}, {@code /healthz}, {@code /readyz} and {@code /state}. Loads the classes for
 * metrics and JSON with the first request only, since they would delay the start.
 */
public final class AgentRequestHandler implements Answers {
    private static final String METRICS = "/metrics";

    private final ReportSources sources;
    private final boolean metricsOnly;
    private final SnapshotRequest snapshotRequest;
    private @Nullable StateDocumentMapper state;

    /**
     * A handler.
     *
     * @param metricsOnly whether only {@code /metrics} is served, since the port is open to other hosts
     */
    public AgentRequestHandler(ReportSources sources, boolean metricsOnly) {
        this.sources = sources;
        this.metricsOnly = metricsOnly;
        this.snapshotRequest = new SnapshotRequest(sources.snapshots());
    }

    @Override
    public Answer to(String path, @Nullable String accept) {
        if (metricsOnly && !path.equals(METRICS)) {
            return Answer.text(Answer.NOT_FOUND, "only " + METRICS + " is served here");
        }
        try {
            return switch (path) {
                case METRICS -> MetricsPage.of(snapshotRequest.get(), sources, accept);
                case "/healthz" -> healthy();
                case "/readyz" -> ready();
                case "/state" -> view().answer(snapshotRequest.get());
                default -> Answer.text(Answer.NOT_FOUND, "there are /metrics, /healthz, /readyz and /state");
            };
        } catch (SnapshotUnavailableException e) {
            return Answer.text(Answer.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Answer healthy() throws SnapshotUnavailableException {
        snapshotRequest.get();
        return Answer.text(Answer.OK, "ok");
    }

    private Answer ready() throws SnapshotUnavailableException {
        if (!sources.ready().getAsBoolean()) {
            return Answer.text(Answer.UNAVAILABLE, "no configuration was applied yet");
        }
        snapshotRequest.get();
        ReportSources.Kubernetes kubernetes = sources.kubernetes();
        List<String> problems =
                kubernetes == null ? List.of() : kubernetes.health().get().problems();
        // Ready nevertheless: the virtual routers keep running, and a restart would not help.
        return Answer.text(
                Answer.OK, problems.isEmpty() ? "ready" : "ready\ndegraded: " + String.join("\ndegraded: ", problems));
    }

    private synchronized StateDocumentMapper view() {
        StateDocumentMapper view = state;
        if (view == null) {
            view = new StateDocumentMapper(sources);
            state = view;
        }
        return view;
    }
}
