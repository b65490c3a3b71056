package dev.virtualip.agent.report.http;

import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.daemon.Answer;
import dev.virtualip.daemon.MetricsText;
import org.jspecify.annotations.Nullable;

/** Metrics page, in a class of its own so that its dependencies are loaded with the first request. */
final class MetricsPage {
    private MetricsPage() {}

    /**
     * The page.
     *
     * @param accept the client's Accept header; null: it sent none
     */
    static Answer of(NodeSnapshot snapshot, ReportSources sources, @Nullable String accept) {
        return MetricsText.of(AgentMetrics.of(snapshot, sources), accept);
    }
}
