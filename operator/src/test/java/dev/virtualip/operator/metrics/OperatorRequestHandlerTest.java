package dev.virtualip.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.daemon.Answer;
import dev.virtualip.daemon.DurationHistogram;
import dev.virtualip.daemon.notification.DestinationState;
import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.PlanResults;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The answers of the HTTP endpoints. */
class OperatorRequestHandlerTest {
    private final WriteCounts writes = new WriteCounts();
    private final DurationHistogram plans = new DurationHistogram(2, 5);
    private boolean healthy = true;
    private boolean ready = true;
    private boolean leading = true;
    private @Nullable PlanResult result;
    private List<DestinationState> destinations = List.of();
    private final OperatorRequestHandler answers = new OperatorRequestHandler(new MetricsSources(
            "1.2.3",
            () -> healthy,
            () -> ready,
            () -> leading,
            () -> 4,
            () -> result,
            plans,
            new DurationHistogram(1000),
            writes,
            () -> destinations));

    @Test
    void failingDestinationOfNotificationsIsShown() {
        destinations = List.of(new DestinationState(
                "chat", "webhook", 2, Map.of("retried", 3L), "2026-11-28T02:13:14Z", "it answered 500", null));
        assertThat(text("/readyz")).isEqualTo("ready, leading\ndegraded: notifications to chat: it answered 500\n");
        assertThat(text("/metrics"))
                .contains("virtualip_notifications_total{destination=\"chat\",result=\"retried\"} 3.0")
                .contains("virtualip_notifications_waiting{destination=\"chat\"} 2.0");
    }

    @Test
    void healthAndReadinessFollowTheOperator() {
        assertThat(get("/healthz").status()).isEqualTo(200);
        assertThat(text("/readyz")).isEqualTo("ready, leading\n");
        leading = false;
        assertThat(text("/readyz")).isEqualTo("ready, standby\n");
        ready = false;
        healthy = false;
        assertThat(get("/readyz").status()).isEqualTo(503);
        assertThat(get("/healthz").status()).isEqualTo(503);
    }

    @Test
    void metricsShowPlansWritesQueueAndLeader() {
        writes.count("VRRPRouter", "apply", "done");
        writes.count("VRRPRouter", "apply", "done");
        plans.record(3_000_000);
        result = new PlanResults().make();

        assertThat(text("/metrics").lines())
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
    void usageOfPoolsIsShownByFamilyAndStateAndAddsUpToTheirSize() {
        ForeignAddress foreign = new ForeignAddress("192.0.2.71", null, "node-a", "2026-11-25T10:00:00Z");
        result = new PlanResults()
                .pool(
                        "edge",
                        new PoolUsage(
                                new PoolUsage.Usage(16, 3, 11),
                                new PoolUsage.Usage(0, 0, 0),
                                List.of(),
                                List.of(),
                                List.of("web"),
                                List.of(foreign)))
                .make();

        assertThat(text("/metrics").lines())
                .contains(
                        "virtualip_pool_addresses{family=\"IPv4\",pool=\"edge\",state=\"free\"} 11.0",
                        "virtualip_pool_addresses{family=\"IPv4\",pool=\"edge\",state=\"unavailable\"} 2.0",
                        "virtualip_pool_addresses{family=\"IPv4\",pool=\"edge\",state=\"used\"} 3.0",
                        "virtualip_pool_waiting{pool=\"edge\"} 1.0",
                        "virtualip_pool_foreign_addresses{pool=\"edge\"} 1.0");
        assertThat(text("/metrics")).doesNotContain("IPv6");
    }

    @Test
    void standbyHasNoMetricsOfVirtualIPs() {
        assertThat(text("/metrics")).doesNotContain("virtualip_operator_virtual_ips");
    }

    @Test
    void otherPathIsNotFound() {
        assertThat(get("/").status()).isEqualTo(404);
    }

    private Answer get(String path) {
        return answers.to(path, null);
    }

    private String text(String path) {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }
}
