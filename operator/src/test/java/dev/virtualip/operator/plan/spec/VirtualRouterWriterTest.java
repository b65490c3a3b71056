package dev.virtualip.operator.plan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.HealthCheck;
import dev.virtualip.operator.plan.model.WantedService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VirtualRouterWriterTest {
    private static final String ADDRESS = "192.0.2.11";

    /** Without a host an agent asks 127.0.0.1, which a kube-proxy in nftables mode refuses. */
    @Test
    void checkOfLocalEndpointsAsksTheNodesAddress() {
        HealthCheck check = VirtualRouterWriter.onNode(http(WantedService.LOCAL_CHECK, null), ADDRESS);

        assertThat(check).isEqualTo(http(WantedService.LOCAL_CHECK, ADDRESS));
    }

    @Test
    void otherChecksAreWrittenAsTheyAre() {
        List<HealthCheck> checks = List.of(http("web", null), http(WantedService.LOCAL_CHECK, "198.51.100.1"));
        HealthCheck local = http(WantedService.LOCAL_CHECK, null);

        assertThat(checks)
                .allMatch(check -> VirtualRouterWriter.onNode(check, ADDRESS).equals(check));
        assertThat(VirtualRouterWriter.onNode(local, "")).isEqualTo(local);
    }

    private static HealthCheck http(String name, @Nullable String host) {
        return new HealthCheck(
                name,
                new HealthCheck.Http(30266, "/healthz", null, host, null, null, null),
                null,
                null,
                null,
                null,
                "500ms",
                "400ms",
                null,
                null,
                HealthCheck.Effect.WITHDRAW,
                null);
    }
}
