package dev.virtualip.agent.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.daemon.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAnswersTest {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

    private final CompletableFuture<NodeSnapshot> snapshot = CompletableFuture.completedFuture(Samples.node());
    private final AgentAnswers answers = new AgentAnswers(Samples.sources(snapshot, true), false);

    @Test
    void theStateIsThisDocument() {
        String state = body(answers.to("/state", null));

        assertThat(state).isEqualTo(Golden.expected("http/state.json", state));
    }

    @Test
    void theMetricsAreThese() {
        Answer answer = answers.to("/metrics", null);

        assertThat(answer.contentType()).startsWith("text/plain; version=0.0.4");
        assertThat(body(answer)).isEqualTo(Golden.expected("http/metrics.txt", body(answer)));
    }

    @Test
    void whoAsksForOpenMetricsGetsIt() {
        Answer answer = answers.to("/metrics", OPEN_METRICS);

        assertThat(answer.contentType()).startsWith("application/openmetrics-text");
        assertThat(body(answer)).contains("virtualip_transitions_total{").endsWith("# EOF\n");
    }

    @Test
    void metricsOfTwoRoutersWithTheSameLabelsAreOne() {
        AgentAnswers twice = new AgentAnswers(
                Samples.sources(CompletableFuture.completedFuture(Samples.twice(Samples.node())), true), false);

        assertThat(body(twice.to("/metrics", null))).isEqualTo(body(answers.to("/metrics", null)));
    }

    @Test
    void healthIsThatOfTheEventLoop() {
        assertThat(answers.to("/healthz", null).status()).isEqualTo(Answer.OK);
        assertThat(body(answers.to("/healthz", null))).isEqualTo("ok\n");
    }

    @Test
    void aLoopThatHangsIsUnhealthyAndNotAskedTwice() {
        AtomicInteger questions = new AtomicInteger();
        HttpSources silent = Samples.sources(new CompletableFuture<>(), true);
        AgentAnswers hanging = new AgentAnswers(Samples.counted(silent, questions), false);

        assertUnavailable(hanging.to("/healthz", null), "did not answer within 1 s");
        assertUnavailable(hanging.to("/metrics", null), "did not answer within 1 s");
        assertThat(questions).hasValue(1);
    }

    @Test
    void aLoopThatFailedIsUnhealthy() {
        CompletableFuture<NodeSnapshot> failed = CompletableFuture.failedFuture(new IllegalStateException("stopped"));
        AgentAnswers stopped = new AgentAnswers(Samples.sources(failed, true), false);

        assertUnavailable(stopped.to("/healthz", null), "stopped");
    }

    @Test
    void readyMeansThatAConfigurationWasApplied() {
        AgentAnswers starting = new AgentAnswers(Samples.sources(snapshot, false), false);

        assertUnavailable(starting.to("/readyz", null), "no configuration was applied yet");
        assertThat(starting.to("/healthz", null).status()).isEqualTo(Answer.OK);
        assertThat(answers.to("/readyz", null).status()).isEqualTo(Answer.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "/metricsx", "/state/..", "//state", "/STATE", "/etc/passwd"})
    void thereIsNothingElse(String path) {
        assertThat(answers.to(path, null).status()).isEqualTo(Answer.NOT_FOUND);
    }

    @Test
    void strangersGetMetricsAlone() {
        AgentAnswers outside = new AgentAnswers(Samples.sources(snapshot, true), true);

        assertThat(outside.to("/metrics", null).status()).isEqualTo(Answer.OK);
        assertThat(outside.to("/state", null).status()).isEqualTo(Answer.NOT_FOUND);
        assertThat(outside.to("/healthz", null).status()).isEqualTo(Answer.NOT_FOUND);
    }

    @Test
    void noPasswordIsToldToAnybody() {
        assertThat(body(answers.to("/state", null))).doesNotContain(Samples.PASSWORD);
        assertThat(body(answers.to("/metrics", null))).doesNotContain(Samples.PASSWORD);
    }

    private static void assertUnavailable(Answer answer, String why) {
        assertThat(answer.status()).isEqualTo(Answer.UNAVAILABLE);
        assertThat(body(answer)).contains(why);
    }

    private static String body(Answer answer) {
        return new String(answer.body(), UTF_8);
    }
}
