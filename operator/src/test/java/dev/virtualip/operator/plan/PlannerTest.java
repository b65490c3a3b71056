package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.Verdict.PlannedRouter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    @Test
    void anAddressIsPlacedOnTheNodesWhoseSubnetHoldsIt() {
        Desired desired = new Desired(List.of(Cases.virtualIP("ingress", "192.0.2.10/24")), Map.of());
        Observed observed = new Observed(
                List.of(Cases.node("node-a"), Cases.node("node-b"), Cases.node("node-c")),
                Map.of(
                        "node-a", Cases.router("eth1", "192.0.2.1/24"),
                        "node-b", Cases.router("eth2", "192.0.2.2/24"),
                        "node-c", Cases.router("eth1", "198.51.100.3/24")),
                Set.of(),
                true);

        Plan plan = Planner.plan(desired, observed, Cases.NOW);

        PlannedRouter router =
                Objects.requireNonNull(plan.verdicts().get("ingress")).routers().getFirst();
        assertThat(router.name()).isEqualTo("ingress-ipv4");
        assertThat(router.candidates())
                .extracting(Verdict.Candidate::node, Verdict.Candidate::interfaceName)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("node-a", "eth1"),
                        org.assertj.core.groups.Tuple.tuple("node-b", "eth2"));
        assertThat(Objects.requireNonNull(plan.routers().get("node-a")).virtualRouters())
                .singleElement()
                .satisfies(spec -> {
                    assertThat(spec.virtualIPs()).containsExactly("ingress");
                    assertThat(spec.addresses()).containsExactly("192.0.2.10/24");
                    assertThat(spec.vrrpOrDefault().virtualRouterID()).isEqualTo(router.virtualRouterID());
                    assertThat(spec.vrrpOrDefault().allowedSources()).containsExactly("192.0.2.1", "192.0.2.2");
                });
        assertThat(Objects.requireNonNull(plan.routers().get("node-c")).virtualRouters())
                .isEmpty();
    }
}
