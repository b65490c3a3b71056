package dev.virtualip.agent.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.api.ApiContact;
import dev.virtualip.agent.node.Assignment;
import dev.virtualip.daemon.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Nobody shall restart an agent whose addresses answer because the API server does not. */
final class DegradedTest {
    private final ApiContact contact = new ApiContact();
    private final AgentAnswers answers = new AgentAnswers(sources(), false);

    @Test
    void whatIsInTheWayOfTheApiServerIsToldAndNoReasonToBeUnready() {
        assertThat(body("/readyz")).isEqualTo("ready\n");
        contact.failed("/one", "one is away");
        contact.failed("/two", "two is forbidden");

        assertThat(answers.to("/readyz", null).status()).isEqualTo(Answer.OK);
        assertThat(body("/readyz")).isEqualTo("ready\ndegraded: one is away\ndegraded: two is forbidden\n");
        assertThat(body("/metrics")).contains("virtualip_api_degraded 1.0");
        contact.fine("/one");
        contact.fine("/two");
        assertThat(body("/readyz")).isEqualTo("ready\n");
        assertThat(body("/metrics")).contains("virtualip_api_degraded 0.0");
    }

    private HttpSources sources() {
        HttpSources without = Samples.sources(CompletableFuture.completedFuture(Samples.node()), true);
        return new HttpSources(
                without.node(),
                without.version(),
                without.snapshots(),
                without.ready(),
                without.counts(),
                new KubernetesSources(() -> Assignment.NONE, contact::standing),
                without.clock(),
                without.monotonicNanos());
    }

    private String body(String path) {
        return new String(answers.to(path, null).body(), UTF_8);
    }
}
