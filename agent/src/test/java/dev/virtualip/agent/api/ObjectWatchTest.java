package dev.virtualip.agent.api;

import static dev.virtualip.agent.api.TestObjects.ROUTERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the API server does, the sink hears of the object as it is, and of nothing twice. */
@Timeout(60)
final class ObjectWatchTest {
    private static final String OBJECT = TestObjects.router("u1", 1, "{}");

    private final RecordingWatchListener told = new RecordingWatchListener();
    private FakeApiServer api;
    private ApiClient client;
    private @Nullable ObjectWatch<RecordingWatchListener.Observed> watch;

    @BeforeEach
    void start() throws IOException {
        api = FakeApiServer.start();
        client = TestObjects.client(TestObjects.settings(api.url(), null));
    }

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.close();
        }
        client.close();
        api.close();
    }

    private ObjectWatch<RecordingWatchListener.Observed> watch() {
        return ObjectWatch.start(client, ROUTERS, "node-a", RecordingWatchListener.Observed.class, told);
    }

    @Test
    void objectIsReportedWhenItIsThereWhenItChangesAndWhenItGoes() throws Exception {
        api.set(ROUTERS, "node-a", OBJECT);
        watch = watch();
        assertThat(told.next()).isEqualTo("v11");
        assertThat(told.next()).isEqualTo("current");
        awaitWatches(1);
        api.set(ROUTERS, "node-a", OBJECT);
        assertThat(told.next()).isEqualTo("v12");
        api.delete(ROUTERS, "node-a");
        assertThat(told.next()).isEqualTo("absent");
        api.set(ROUTERS, "node-a", OBJECT);
        assertThat(told.next()).isEqualTo("v14");
    }

    @Test
    void onlyItsOwnObjectIsAskedFor() throws Exception {
        watch = watch();
        assertThat(told.next()).isEqualTo("absent");
        awaitWatches(1);
        assertThat(api.seen())
                .allSatisfy(request ->
                        assertThat(request.path()).startsWith(ROUTERS + "?fieldSelector=metadata.name%3Dnode-a"));
        assertThat(api.seen("WATCH").getFirst().path())
                .contains("allowWatchBookmarks=true", "timeoutSeconds=", "resourceVersion=10");
    }

    @Test
    void watchThatEndsInOrderGoesOnWhereItWasWithoutListing() throws Exception {
        api.set(ROUTERS, "node-a", OBJECT);
        watch = watch();
        assertThat(told.next()).isEqualTo("v11");
        assertThat(told.next()).isEqualTo("current");
        awaitWatches(1);
        TimeUnit.MILLISECONDS.sleep(1100); // A watch that ends sooner counts as a failure.
        api.endWatches();
        awaitWatches(2);
        api.set(ROUTERS, "node-a", OBJECT);
        assertThat(told.next()).isEqualTo("v12");
        assertThat(api.seen("GET")).hasSize(1);
    }

    @Test
    void bookmarkMovesTheVersionAndReportsNothing() throws Exception {
        watch = watch();
        assertThat(told.next()).isEqualTo("absent");
        assertThat(told.next()).isEqualTo("current");
        awaitWatches(1);
        api.sendLine("{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"77\"}}}");
        assertThat(told.isQuiet(1100)).isTrue();
        api.endWatches();
        awaitWatches(2);
        assertThat(api.seen("WATCH").get(1).path()).contains("resourceVersion=77");
    }

    @Test
    void versionThatIsGoneIsListedAgainSilently() throws Exception {
        api.set(ROUTERS, "node-a", OBJECT);
        watch = watch();
        assertThat(told.next()).isEqualTo("v11");
        assertThat(told.next()).isEqualTo("current");
        awaitWatches(1);
        api.compact();
        api.sendLine("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"message\":\"too old\"}}");
        assertThat(told.next()).isEqualTo("v11");
        assertThat(told.next()).isEqualTo("current");
    }

    @Test
    void ofAStormOnlyTheLastIsLookedAt() throws Exception {
        api.set(ROUTERS, "node-a", OBJECT);
        CountDownLatch gate = told.closeGate();
        watch = watch();
        assertThat(told.next()).isEqualTo("v11");
        gate.countDown();
        assertThat(told.next()).isEqualTo("current");
        awaitWatches(1);
        gate = told.closeGate();
        api.set(ROUTERS, "node-a", OBJECT);
        assertThat(told.next()).isEqualTo("v12");
        for (int i = 0; i < 200; i++) {
            api.set(ROUTERS, "node-a", OBJECT);
        }
        awaitEvents(201);
        gate.countDown();
        assertThat(told.next()).isEqualTo("v212");
        assertThat(client.health().snapshot().supersededEvents()).isEqualTo(199);
    }

    @Test
    void afterTheEndNothingIsAsked() throws Exception {
        api.next("GET", 500);
        ObjectWatch<RecordingWatchListener.Observed> ended = watch();
        assertThat(told.next()).isEqualTo("failed 500");
        ended.close();
        assertThat(told.isQuiet(1000)).isTrue();
        assertThat(client.health().snapshot().problems()).isEmpty();
    }

    private void awaitWatches(int count) throws InterruptedException {
        Eventually.holds(() -> api.seen("WATCH").size() >= count);
    }

    private void awaitEvents(long count) throws InterruptedException {
        Eventually.holds(() -> client.health().snapshot().watchEvents() >= count);
    }
}
