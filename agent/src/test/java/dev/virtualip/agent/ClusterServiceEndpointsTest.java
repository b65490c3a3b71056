package dev.virtualip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.EndpointSliceWatcher;
import dev.virtualip.agent.api.Eventually;
import dev.virtualip.agent.api.FakeApiServer;
import dev.virtualip.agent.api.TestObjects;
import dev.virtualip.agent.health.ServiceEndpoints.Presence;
import dev.virtualip.agent.node.HealthCheckTarget;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClusterServiceEndpointsTest {
    private static final HealthCheckTarget.Service NGINX = new HealthCheckTarget.Service("web", "nginx");

    private final ClusterServiceEndpoints endpoints = new ClusterServiceEndpoints();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private FakeApiServer api;
    private ApiClient client;

    @BeforeEach
    void start() throws IOException {
        api = FakeApiServer.start();
        client = TestObjects.client(TestObjects.settings(api.url(), null));
    }

    @AfterEach
    void stop() {
        endpoints.close();
        client.close();
        api.close();
    }

    @Test
    void servicesConfiguredBeforeTheConnectionAreWatchedOnceItIsThere() throws Exception {
        endpoints.configured(Set.of(NGINX));
        assertThat(endpoints.of(NGINX)).isEqualTo(Presence.UNKNOWN);
        endpoints.begin(new EndpointSliceWatcher(client, "node-a"), warnings::add);
        Eventually.holds(() -> endpoints.of(NGINX) == Presence.ABSENT);
        api.set("/apis/discovery.k8s.io/v1/namespaces/web/endpointslices", "nginx/one", """
            {"metadata":{"name":"one","resourceVersion":"%d"},"endpoints":[{"nodeName":"node-a"}]}\
            """);
        Eventually.holds(() -> endpoints.of(NGINX) == Presence.READY);

        endpoints.configured(Set.of());
        assertThat(endpoints.of(NGINX)).isEqualTo(Presence.UNKNOWN);
        assertThat(warnings).isEmpty();
    }

    @Test
    void tooManyServicesAreWarnedOfOnce() {
        endpoints.begin(new EndpointSliceWatcher(client, "node-a"), warnings::add);
        Set<HealthCheckTarget.Service> many = IntStream.range(10, 28)
                .mapToObj(i -> new HealthCheckTarget.Service("web", "s" + i))
                .collect(Collectors.toSet());
        endpoints.configured(many);
        endpoints.configured(many);

        assertThat(warnings)
                .containsExactly("health checks name more than 16 Services; these are not watched, so their checks get"
                        + " no verdict: web/s26, web/s27");
    }
}
