package dev.virtualip.agent.api;

import static dev.virtualip.agent.api.TestObjects.ROUTERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in the way of the API server: it is told, and gone on as soon as it is over. */
@Timeout(60)
final class ObjectWatchTroubleTest {
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

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void refusalIsReportedAndTriedAgain(int status) throws Exception {
        api.set(ROUTERS, "node-a", OBJECT);
        api.next("GET", status);
        watch = watch();
        assertThat(told.next()).isEqualTo("failed " + status);
        assertThat(told.next()).isEqualTo("v11");
        assertThat(told.next()).isEqualTo("current");
        assertThat(client.health().snapshot().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 410, 429, 500})
    void refusedWatchBeginsAgain(int status) throws Exception {
        api.set(ROUTERS, "node-a", OBJECT);
        api.next("WATCH", status);
        watch = watch();
        assertThat(told.next()).isEqualTo("v11");
        awaitWatches(2);
        api.set(ROUTERS, "node-a", OBJECT);
        String next = told.next();
        while (!next.equals("v12")) {
            next = told.next();
        }
    }

    @Test
    void serverThatAsksForPatienceGetsIt() throws Exception {
        api.set(ROUTERS, "node-a", OBJECT);
        api.next(request -> true, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            FakeApiServer.send(exchange, 429, "{\"message\":\"slow down\"}");
            return true;
        });
        watch = watch();
        assertThat(told.next()).isEqualTo("failed 429");
        assertThat(told.next()).isEqualTo("v11");
        List<FakeApiServer.Seen> lists = api.seen("GET");
        assertThat(lists.get(1).nanos() - lists.get(0).nanos())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void tokenThatWasRotatedIsReadAgain(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "old\n");
        client.close();
        client = TestObjects.client(TestObjects.settings(api.url(), token));
        api.set(ROUTERS, "node-a", OBJECT);
        api.next(request -> "old".equals(request.token()), exchange -> {
            Files.writeString(token, "new\n");
            FakeApiServer.send(exchange, 401, "{\"message\":\"Unauthorized\"}");
            return true;
        });
        watch = watch();
        assertThat(told.next()).isEqualTo("failed 401");
        assertThat(told.next()).isEqualTo("v11");
        awaitWatches(1);
        assertThat(api.seen()).extracting(FakeApiServer.Seen::token).containsExactly("old", "new", "new");
    }

    @Test
    void unreadableAnswerIsAskedForAgain() throws Exception {
        api.set(ROUTERS, "node-a", OBJECT);
        api.next(request -> true, exchange -> {
            FakeApiServer.send(exchange, 200, "{\"items\":[{\"meta");
            return true;
        });
        api.next(request -> request.verb().equals("GET"), ObjectWatchTroubleTest::cut);
        watch = watch();
        assertThat(told.next()).startsWith("failed");
        assertThat(told.next()).startsWith("failed");
        assertThat(told.next()).isEqualTo("v11");
    }

    @Test
    void serverThatComesBackWithOtherDataIsListedAgain() throws Exception {
        api.set(ROUTERS, "node-a", OBJECT);
        watch = watch();
        assertThat(told.next()).isEqualTo("v11");
        assertThat(told.next()).isEqualTo("current");
        awaitWatches(1);
        api.stop();
        String failed = told.next();
        api.set(ROUTERS, "node-a", OBJECT);
        api.startAgain();
        assertThat(failed).startsWith("failed");
        String next = told.next();
        while (next.startsWith("failed")) {
            next = told.next();
        }
        assertThat(next).isEqualTo("v12");
        assertThat(told.next()).isEqualTo("current");
    }

    @Test
    void connectionThatDiedUnnoticedIsGivenUp() throws Exception {
        client.close();
        client = TestObjects.client(
                TestObjects.settings(api.url(), null),
                new ApiClient.Timeouts(10_000, Duration.ofMillis(1200).toNanos(), Long.MAX_VALUE / 4));
        api.set(ROUTERS, "node-a", OBJECT);
        watch = watch();
        assertThat(told.next()).isEqualTo("v11");
        assertThat(told.next()).isEqualTo("current");
        awaitWatches(1);
        // Nothing more comes over this connection.
        assertThat(told.next()).startsWith("failed");
        assertThat(told.next()).isEqualTo("v11");
        awaitWatches(2);
    }

    @Test
    void silentWatchThatMissesAChangeIsRestarted() throws Exception {
        client.close();
        client = TestObjects.client(
                TestObjects.settings(api.url(), null),
                new ApiClient.Timeouts(
                        10_000, Long.MAX_VALUE / 4, Duration.ofMillis(500).toNanos()));
        api.set(ROUTERS, "node-a", OBJECT);
        watch = watch();
        assertThat(told.next()).isEqualTo("v11");
        assertThat(told.next()).isEqualTo("current");
        Eventually.holds(() -> api.seen("GET").size() >= 3);
        assertThat(told.isQuiet(600)).as("nothing was missed").isTrue();
        assertThat(api.seen("WATCH")).hasSize(1);

        api.muteWatches();
        api.set(ROUTERS, "node-a", OBJECT);
        assertThat(told.next()).startsWith("failed");
        assertThat(told.next()).isEqualTo("v12");
        assertThat(told.next()).isEqualTo("current");
    }

    private static boolean cut(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        OutputStream body = exchange.getResponseBody();
        body.write("{\"items\":[".getBytes(StandardCharsets.UTF_8));
        body.flush();
        exchange.close();
        return true;
    }

    private void awaitWatches(int count) throws InterruptedException {
        Eventually.holds(() -> api.seen("WATCH").size() >= count);
    }
}
