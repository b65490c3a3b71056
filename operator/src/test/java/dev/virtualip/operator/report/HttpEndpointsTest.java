package dev.virtualip.operator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.operator.planning.Outcome;
import dev.virtualip.operator.planning.Outcomes;
import dev.virtualip.operator.writing.WriteCounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is answered to which path. */
class HttpEndpointsTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final WriteCounts writes = new WriteCounts();
    private final PlanTimes plans = new PlanTimes();
    private boolean healthy = true;
    private boolean ready = true;
    private boolean leading = true;
    private @Nullable Outcome outcome;
    private final HttpEndpoints http;

    HttpEndpointsTest() throws IOException {
        http = HttpEndpoints.open(
                ANY,
                new HttpSources(
                        "1.2.3", () -> healthy, () -> ready, () -> leading, () -> 4, () -> outcome, plans, writes));
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void healthAndReadinessFollowTheOperator() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("ready, leading\n");
        leading = false;
        assertThat(get("/readyz").body()).isEqualTo("ready, standing by\n");
        ready = false;
        healthy = false;
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsTellPlansWritesQueueAndLeader() throws Exception {
        writes.count("VRRPRouter", "apply", "done");
        writes.count("VRRPRouter", "apply", "done");
        plans.took(3_000_000);
        outcome = new Outcomes().make();

        assertThat(get("/metrics").body().lines())
                .contains(
                        "virtualip_build_info{version=\"1.2.3\"} 1",
                        "virtualip_operator_leader 1.0",
                        "virtualip_operator_queue 4.0",
                        "virtualip_operator_virtual_ips 0.0",
                        "virtualip_operator_writes_total{kind=\"VRRPRouter\",result=\"done\",verb=\"apply\"} 2.0",
                        "virtualip_operator_plan_seconds_bucket{le=\"0.002\"} 0",
                        "virtualip_operator_plan_seconds_bucket{le=\"0.005\"} 1",
                        "virtualip_operator_plan_seconds_sum 0.003");
    }

    @Test
    void whoStandsBySaysNothingOfVirtualIPs() throws Exception {
        assertThat(get("/metrics").body()).doesNotContain("virtualip_operator_virtual_ips");
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(uri("/metrics")).POST(HttpRequest.BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void anAddressInUseIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> HttpEndpoints.open(
                        http.address(),
                        new HttpSources("", () -> true, () -> true, () -> true, () -> 0, () -> null, plans, writes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + http.address().getPort())
                .hasMessageContaining("--http");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http.address().getPort() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
