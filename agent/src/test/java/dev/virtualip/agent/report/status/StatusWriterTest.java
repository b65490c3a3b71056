package dev.virtualip.agent.report.status;

import static dev.virtualip.agent.api.TestObjects.ROUTERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.Eventually;
import dev.virtualip.agent.api.FakeApiServer;
import dev.virtualip.agent.api.TestObjects;
import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.report.SampleSnapshots;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the own status is written: on change, coalesced, and never as carried out what is not. */
@Timeout(60)
final class StatusWriterTest {
    private FakeApiServer api;
    private ApiClient client;
    private StatusWriter writer;
    private volatile NodeSnapshot node = SampleSnapshots.node();
    private volatile boolean loopFails;
    private volatile @Nullable CompletableFuture<NodeSnapshot> late;

    @BeforeEach
    void start() throws IOException {
        api = FakeApiServer.start();
        client = TestObjects.client(TestObjects.settings(api.url(), null));
        writer = StatusWriter.start(client, ROUTERS + "/node-a", this::snapshot);
    }

    @AfterEach
    void stop() {
        writer.close();
        client.close();
        api.close();
    }

    private CompletableFuture<NodeSnapshot> snapshot() {
        if (loopFails) {
            throw new IllegalArgumentException("a fault of ours");
        }
        CompletableFuture<NodeSnapshot> waiting = late;
        return waiting == null ? CompletableFuture.completedFuture(node) : waiting;
    }

    @Test
    void onlyTheStatusOfTheOwnObjectIsWrittenAndOnlyOfTheOneThatWasSeen() throws Exception {
        writer.configApplied(appliedConfig("u1", 7, true), true);
        awaitWrites(1);

        assertThat(api.seen()).singleElement().satisfies(request -> {
            assertThat(request.verb()).isEqualTo("PATCH");
            assertThat(request.path()).isEqualTo(ROUTERS + "/node-a/status?fieldManager=virtualip-agent");
            assertThat(request.body())
                    .startsWith("{\"metadata\":{\"uid\":\"u1\"},\"status\":{\"observedGeneration\":7,")
                    .doesNotContain(SampleSnapshots.PASSWORD);
        });
    }

    @Test
    void withoutAnObjectNothingIsWritten() throws Exception {
        writer.configApplied(AppliedConfig.NONE, true);
        writer.changed();

        assertQuiet(0);
    }

    @Test
    void unchangedStatusIsNotWritten() throws Exception {
        writer.configApplied(appliedConfig("u1", 7, true), true);
        awaitWrites(1);
        for (int i = 0; i < 20; i++) {
            writer.changed();
            TimeUnit.MILLISECONDS.sleep(20);
        }

        assertQuiet(1);
    }

    @Test
    void stormOfChangesIsWrittenTogetherAndItsEndIsNotLost() throws Exception {
        writer.configApplied(appliedConfig("u1", 1, true), true);
        awaitWrites(1);
        for (int i = 2; i <= 200; i++) {
            writer.configApplied(appliedConfig("u1", i, true), false);
            TimeUnit.MILLISECONDS.sleep(2);
        }
        Eventually.holds(() -> api.seen("PATCH").getLast().body().contains("\"observedGeneration\":200,"));

        assertThat(api.seen("PATCH")).hasSizeLessThan(8);
    }

    @Test
    void unchangedStatusIsWrittenAfterTheObjectWasReadAgain() throws Exception {
        writer.configApplied(appliedConfig("u1", 7, true), true);
        awaitWrites(1);
        writer.configApplied(appliedConfig("u1", 7, true), true);

        awaitWrites(2);
    }

    @Test
    void generationThatIsNotCarriedOutIsNotClaimed() throws Exception {
        writer.configApplied(appliedConfig("u1", 7, true), true);
        awaitWrites(1);
        writer.configApplied(appliedConfig("u1", 8, false), false);
        node = SampleSnapshots.empty();
        writer.changed();
        awaitWrites(2);
        assertThat(lastWrite()).contains("\"observedGeneration\":7,");

        writer.configApplied(appliedConfig("u1", 9, true), false);
        awaitWrites(3);
        assertThat(lastWrite()).contains("\"observedGeneration\":9,");
    }

    @Test
    void generationIsNotCarriedOutWhileSomethingWithdrawnIsStillOnTheHost() throws Exception {
        writer.configApplied(appliedConfig("u1", 7, true), true);
        awaitWrites(1);
        node = SampleSnapshots.leaving(SampleSnapshots.node());
        writer.configApplied(appliedConfig("u1", 8, true), false);
        awaitWrites(2);
        assertThat(lastWrite()).contains("\"observedGeneration\":7,");

        node = SampleSnapshots.empty();
        writer.changed();
        Eventually.holds(() -> lastWrite().contains("\"observedGeneration\":8,"));
    }

    @Test
    void generationOfAnotherObjectIsNotClaimed() throws Exception {
        writer.configApplied(appliedConfig("u1", 7, true), true);
        awaitWrites(1);
        writer.configApplied(appliedConfig("u2", 1, false), true);
        awaitWrites(2);

        assertThat(lastWrite()).startsWith("{\"metadata\":{\"uid\":\"u2\"}").contains("\"observedGeneration\":null");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 409, 410, 422, 429, 500})
    void refusalIsTriedAgain(int status) throws Exception {
        api.next("PATCH", status);
        writer.configApplied(appliedConfig("u1", 7, true), true);
        awaitWrites(2);

        Eventually.holds(() -> client.health().snapshot().problems().isEmpty());
        assertQuiet(2);
    }

    @Test
    void refusalIsReportedByReadiness() throws Exception {
        api.next("PATCH", 403);
        writer.configApplied(appliedConfig("u1", 7, true), true);

        Eventually.holds(() -> client.health().snapshot().problems().stream()
                .anyMatch(problem -> problem.contains("403") && problem.contains("ClusterRole")));
    }

    @Test
    void faultOfOursDoesNotEndTheWriting() throws Exception {
        loopFails = true;
        writer.configApplied(appliedConfig("u1", 7, true), true);
        Eventually.holds(() -> !client.health().snapshot().problems().isEmpty());
        loopFails = false;

        awaitWrites(1);
        Eventually.holds(() -> client.health().snapshot().problems().isEmpty());
    }

    @Test
    void loopThatWasBusyIsAskedAgainAlsoIfNothingChangesAnyMore() throws Exception {
        CompletableFuture<NodeSnapshot> answer = new CompletableFuture<>();
        late = answer;
        writer.configApplied(appliedConfig("u1", 7, true), true);
        TimeUnit.MILLISECONDS.sleep(1200); // It waits a second for the loop.
        assertThat(api.seen("PATCH")).isEmpty();
        answer.complete(node);
        late = null;

        awaitWrites(1);
    }

    @Test
    void lastWordIsThatNothingIsLeft() throws Exception {
        writer.configApplied(appliedConfig("u1", 7, true), true);
        awaitWrites(1);
        writer.writeFinalStatus();

        assertThat(lastWrite())
                .contains("\"state\":\"Initialize\"", "\"reason\":\"Stopped\"")
                .doesNotContain("\"state\":\"Active\"");
    }

    @Test
    void serverThatIsAwayIsNotWaitedForAtTheEnd() throws Exception {
        api.stop();
        writer.configApplied(appliedConfig("u1", 7, true), true);
        Eventually.holds(() -> !client.health().snapshot().problems().isEmpty());
        long start = System.nanoTime();
        writer.writeFinalStatus();

        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
    }

    private static AppliedConfig appliedConfig(String uid, long generation, boolean complete) {
        return new AppliedConfig(uid, generation, complete, List.of(), Map.of(), List.of());
    }

    private String lastWrite() {
        return api.seen("PATCH").getLast().body();
    }

    private void awaitWrites(int count) throws InterruptedException {
        Eventually.holds(() -> api.seen("PATCH").size() >= count);
    }

    private void assertQuiet(int writes) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(600);
        assertThat(api.seen("PATCH")).hasSize(writes);
    }
}
