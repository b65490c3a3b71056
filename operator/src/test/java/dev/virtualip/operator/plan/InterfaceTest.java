package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The interface of a virtual router on a node is resolved from what the node's agent reports, and never by guess. */
class InterfaceTest {
    private static final String ADDRESS = "192.0.2.210/24";

    private final MiniCluster cluster = MiniCluster.of(3);

    InterfaceTest() {
        cluster.settle();
    }

    @Test
    void interfaceIsTheOneWhoseSubnetHoldsTheAddress() {
        cluster.host("node-002").with("eth9", "198.51.100.2/24");
        cluster.settle();
        cluster.put("web", "198.51.100.10/24");

        Planned plan = new Planned(cluster.settle());

        assertThat(plan.nodes("web")).containsExactly("node-002");
        assertThat(plan.router("web").candidates().getFirst().interfaceName()).isEqualTo("eth9");
    }

    @Test
    void interfaceIsNeverGuessed() {
        for (Host host : cluster.hosts.values()) {
            host.with("eth9", "192.0.2.%s/24".formatted(host.name.substring(7) + "9"));
        }
        cluster.settle();
        cluster.put("web", ADDRESS);
        cluster.put("nowhere", "203.0.113.10/24");
        cluster.put("named", Specs.of("192.0.2.211/24").on("eth9").spec());
        cluster.put("pattern", Specs.of("192.0.2.212/24").onPattern("eth[0-9]").spec());

        Planned plan = new Planned(cluster.settle());

        assertThat(plan.refusal("web")).startsWith("InterfaceNotFound: ").contains("eth1, eth9");
        assertThat(plan.refusal("nowhere")).startsWith("InterfaceNotFound: ").contains("203.0.113.10");
        assertThat(plan.refusal("pattern")).startsWith("InterfaceNotFound: ");
        assertThat(plan.router("named").candidates())
                .allMatch(one -> one.interfaceName().equals("eth9"));
    }
}
