package dev.virtualip.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.api.EndpointSliceWatcher.Service;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Service is ready on a node while one of its slices has a ready endpoint there, whatever the API server does. */
@Timeout(60)
final class EndpointSliceWatcherTest {
    private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/web/endpointslices";
    private static final Service NGINX = new Service("web", "nginx");

    private FakeApiServer api;
    private ApiClient client;
    private EndpointSliceWatcher watcher;

    @BeforeEach
    void start() throws IOException {
        api = FakeApiServer.start();
        client = TestObjects.client(TestObjects.settings(api.url(), null));
        watcher = new EndpointSliceWatcher(client, "node-a");
    }

    @AfterEach
    void stop() {
        watcher.close();
        client.close();
        api.close();
    }

    @Test
    void nothingIsKnownBeforeTheSlicesAreRead() throws Exception {
        assertThat(watcher.isReady(NGINX)).isNull();
        api.next("GET", 403);
        watcher.follow(Set.of(NGINX));

        Eventually.holds(() -> !client.health().snapshot().problems().isEmpty());
        assertThat(client.health().snapshot().problems().getFirst())
                .startsWith("GET " + SLICES + ": 403")
                .contains("ClusterRole");
        awaitReady(false);
        assertThat(client.health().snapshot().problems()).isEmpty();
    }

    @Test
    void readyEndpointOnThisNodeCountsInAnySlice() throws Exception {
        set("one", endpoint("node-b", "true"));
        watcher.follow(Set.of(NGINX));
        awaitReady(false);

        set("two", endpoint("node-b", "false") + "," + endpoint("node-a", "true"));
        awaitReady(true);
        set("one", endpoint("node-a", "true"));
        api.delete(SLICES, "nginx/two");
        set("one", endpoint("node-a", "false"));
        awaitReady(false);
        set("one", endpoint("node-a", "null"));
        awaitReady(true);
        api.delete(SLICES, "nginx/one");
        awaitReady(false);
    }

    @Test
    void slicesWithoutEndpointsAreNotReady() throws Exception {
        api.set(SLICES, "nginx/one", "{\"metadata\":{\"name\":\"one\",\"resourceVersion\":\"%d\"},\"endpoints\":null}");
        watcher.follow(Set.of(NGINX));

        awaitReady(false);
    }

    @Test
    void onlySlicesOfTheServiceAreRequested() throws Exception {
        set("one", endpoint("node-a", "true"));
        watcher.follow(Set.of(NGINX));
        awaitReady(true);
        Eventually.holds(() -> api.seen("WATCH").size() == 1);

        assertThat(api.seen())
                .allSatisfy(request -> assertThat(request.path())
                        .startsWith(SLICES + "?labelSelector=kubernetes.io%2Fservice-name%3Dnginx"));
    }

    @Test
    void lastKnownStateStaysWhileTheApiServerIsAway() throws Exception {
        set("one", endpoint("node-a", "true"));
        watcher.follow(Set.of(NGINX));
        awaitReady(true);
        api.stop();
        Eventually.holds(() -> !client.health().snapshot().problems().isEmpty());
        TimeUnit.MILLISECONDS.sleep(600); // Some attempts more.
        assertThat(watcher.isReady(NGINX)).isTrue();

        set("one", endpoint("node-a", "false"));
        api.startAgain();
        awaitReady(false);
    }

    @Test
    void manyChangesAtOnceEndInTheLastState() throws Exception {
        watcher.follow(Set.of(NGINX));
        awaitReady(false);
        Eventually.holds(() -> api.seen("WATCH").size() == 1);
        for (int i = 0; i < 500; i++) {
            set("slice-" + i % 7, endpoint("node-a", "false"));
        }
        set("slice-3", endpoint("node-a", "true"));

        awaitReady(true);
    }

    @Test
    void serviceThatIsNoLongerNamedIsForgottenAndItsWatchClosed() throws Exception {
        set("one", endpoint("node-a", "true"));
        watcher.follow(Set.of(NGINX));
        awaitReady(true);
        watcher.follow(Set.of());

        assertThat(watcher.isReady(NGINX)).isNull();
        assertThat(client.health().snapshot().problems()).isEmpty();
    }

    @Test
    void servicesBeyondTheLimitAreUnknownAndNamed() throws Exception {
        Set<Service> services = IntStream.range(0, 20)
                .mapToObj(i -> new Service("web", "s" + i))
                .collect(Collectors.toSet());
        List<Service> left = watcher.follow(services);
        Eventually.holds(() -> api.seen("WATCH").size() == EndpointSliceWatcher.MAX_SERVICES);

        assertThat(left).hasSize(20 - EndpointSliceWatcher.MAX_SERVICES).contains(new Service("web", "s9"));
        assertThat(watcher.follow(services)).isEqualTo(left);
        assertThat(services.stream().filter(service -> watcher.isReady(service) == null))
                .containsExactlyInAnyOrderElementsOf(left);
    }

    private void set(String slice, String endpoints) {
        api.set(SLICES, "nginx/" + slice, """
            {"metadata":{"name":"%s","resourceVersion":"%%d"},"addressType":"IPv4","endpoints":[%s]}\
            """.formatted(slice, endpoints));
    }

    private static String endpoint(String node, String ready) {
        return """
            {"addresses":["192.0.2.1"],"nodeName":"%s","conditions":{"ready":%s,"serving":true}}\
            """.formatted(node, ready);
    }

    private void awaitReady(boolean ready) throws InterruptedException {
        Eventually.holds(() -> Boolean.valueOf(ready).equals(watcher.isReady(NGINX)));
    }
}
