package dev.virtualip.agent.report.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.daemon.Answer;
import dev.virtualip.testkit.golden.GoldenFiles;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentRequestHandlerTest {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

    private final CompletableFuture<NodeSnapshot> snapshot = CompletableFuture.completedFuture(SampleSnapshots.node());
    private final AgentRequestHandler answers = new AgentRequestHandler(SampleSnapshots.sources(snapshot, true), false);

    @Test
    void stateIsThisDocument() {
        String state = body(answers.to("/state", null));

        GoldenFiles.check("http/state.json", state);
    }

    @Test
    void refusedConfigurationIsACondition() {
        String why = "the previous configuration stays in force: edge.yaml:7: no such field";
        ReportSources sources = SampleSnapshots.refusing(SampleSnapshots.sources(snapshot, true), why);

        assertThat(body(new AgentRequestHandler(sources, false).to("/state", null)))
                .contains("\"type\" : \"Accepted\"", "\"status\" : \"False\"", "\"reason\" : \"Invalid\"", why);
        assertThat(body(answers.to("/state", null))).doesNotContain("\"Accepted\"");
    }

    @Test
    void metricsAreThese() {
        Answer answer = answers.to("/metrics", null);

        assertThat(answer.contentType()).startsWith("text/plain; version=0.0.4");
        GoldenFiles.check("http/metrics.txt", body(answer));
    }

    @Test
    void openMetricsIsServedOnRequest() {
        Answer answer = answers.to("/metrics", OPEN_METRICS);

        assertThat(answer.contentType()).startsWith("application/openmetrics-text");
        assertThat(body(answer)).contains("virtualip_transitions_total{").endsWith("# EOF\n");
    }

    @Test
    void metricsOfTwoRoutersWithTheSameLabelsAreOne() {
        AgentRequestHandler twice = new AgentRequestHandler(
                SampleSnapshots.sources(
                        CompletableFuture.completedFuture(SampleSnapshots.twice(SampleSnapshots.node())), true),
                false);

        assertThat(body(twice.to("/metrics", null))).isEqualTo(body(answers.to("/metrics", null)));
    }

    @Test
    void healthIsThatOfTheEventLoop() {
        assertThat(answers.to("/healthz", null).status()).isEqualTo(Answer.OK);
        assertThat(body(answers.to("/healthz", null))).isEqualTo("ok\n");
    }

    @Test
    void loopThatHangsIsUnhealthyAndNotAskedTwice() {
        AtomicInteger questions = new AtomicInteger();
        ReportSources silent = SampleSnapshots.sources(new CompletableFuture<>(), true);
        AgentRequestHandler hanging = new AgentRequestHandler(SampleSnapshots.counted(silent, questions), false);

        assertUnavailable(hanging.to("/healthz", null), "did not answer within 1 s");
        assertUnavailable(hanging.to("/metrics", null), "did not answer within 1 s");
        assertThat(questions).hasValue(1);
    }

    @Test
    void loopThatFailedIsUnhealthy() {
        CompletableFuture<NodeSnapshot> failed = CompletableFuture.failedFuture(new IllegalStateException("stopped"));
        AgentRequestHandler stopped = new AgentRequestHandler(SampleSnapshots.sources(failed, true), false);

        assertUnavailable(stopped.to("/healthz", null), "stopped");
    }

    @Test
    void readyMeansThatAConfigurationWasApplied() {
        AgentRequestHandler starting = new AgentRequestHandler(SampleSnapshots.sources(snapshot, false), false);

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
        AgentRequestHandler outside = new AgentRequestHandler(SampleSnapshots.sources(snapshot, true), true);

        assertThat(outside.to("/metrics", null).status()).isEqualTo(Answer.OK);
        assertThat(outside.to("/state", null).status()).isEqualTo(Answer.NOT_FOUND);
        assertThat(outside.to("/healthz", null).status()).isEqualTo(Answer.NOT_FOUND);
    }

    @Test
    void noAnswerContainsAPassword() {
        assertThat(body(answers.to("/state", null))).doesNotContain(SampleSnapshots.PASSWORD);
        assertThat(body(answers.to("/metrics", null))).doesNotContain(SampleSnapshots.PASSWORD);
    }

    private static void assertUnavailable(Answer answer, String why) {
        assertThat(answer.status()).isEqualTo(Answer.UNAVAILABLE);
        assertThat(body(answer)).contains(why);
    }

    private static String body(Answer answer) {
        return new String(answer.body(), UTF_8);
    }
}
