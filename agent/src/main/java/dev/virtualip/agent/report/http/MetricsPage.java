package dev.virtualip.agent.report.http;

import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.daemon.Answer;
import dev.virtualip.daemon.MetricsText;
import org.jspecify.annotations.Nullable;

/** The metrics page. A class of its own, so that nothing of it is loaded before somebody asks. */
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
