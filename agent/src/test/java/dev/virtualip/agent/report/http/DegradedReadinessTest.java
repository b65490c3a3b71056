package dev.virtualip.agent.report.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.api.ApiHealth;
import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.daemon.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Readiness: an agent whose addresses answer is not restarted because the API server does not answer. */
final class DegradedReadinessTest {
    private final ApiHealth health = new ApiHealth();
    private final AgentRequestHandler answers = new AgentRequestHandler(sources(), false);

    @Test
    void troubleWithTheApiServerIsReportedAndKeepsReadiness() {
        assertThat(body("/readyz")).isEqualTo("ready\n");
        health.reportProblem("/one", "one is away");
        health.reportProblem("/two", "two is forbidden");

        assertThat(answers.to("/readyz", null).status()).isEqualTo(Answer.OK);
        assertThat(body("/readyz")).isEqualTo("ready\ndegraded: one is away\ndegraded: two is forbidden\n");
        assertThat(body("/metrics")).contains("virtualip_api_degraded 1.0");
        health.clearProblem("/one");
        health.clearProblem("/two");
        assertThat(body("/readyz")).isEqualTo("ready\n");
        assertThat(body("/metrics")).contains("virtualip_api_degraded 0.0");
    }

    private ReportSources sources() {
        ReportSources without =
                SampleSnapshots.sources(CompletableFuture.completedFuture(SampleSnapshots.node()), true);
        return new ReportSources(
                without.node(),
                without.version(),
                without.snapshots(),
                without.ready(),
                without.counts(),
                without.notifications(),
                without.refusal(),
                new ReportSources.Kubernetes(() -> AppliedConfig.NONE, health::snapshot),
                without.clock(),
                without.monotonicNanos());
    }

    private String body(String path) {
        return new String(answers.to(path, null).body(), UTF_8);
    }
}
