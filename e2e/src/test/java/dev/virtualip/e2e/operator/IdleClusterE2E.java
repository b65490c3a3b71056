package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.AuditedWrite;
import dev.virtualip.testkit.kubernetes.FakeAgents;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** While nothing happens nothing is written, but the leader's Lease. */
@SideBySide
@RequiresApiServer
class IdleClusterE2E {
    private static final List<String> NODES = List.of("node-a", "node-b", "node-c");
    private static final int ADDRESSES = 20;
    private static final int REST_SECONDS = 30;

    /** A renewal every 5 seconds. */
    private static final int RENEWALS = REST_SECONDS / 5 + 1;

    @Test
    void idleClusterWritesOnlyItsLease() {
        try (KubeCluster cluster = KubeCluster.start("IdleClusterE2E", NODES.toArray(String[]::new))) {
            cluster.startOperator();
            cluster.startOperator();
            FakeAgents agents = FakeAgents.start(cluster, NODES);
            IntStream.rangeClosed(1, ADDRESSES).forEach(number -> apply(cluster, number));
            agents.await(
                    "all are Ready, and nothing is left to be carried out",
                    () -> IntStream.rangeClosed(1, ADDRESSES)
                            .mapToObj(number -> "vip-" + number)
                            .allMatch(name -> cluster.virtualIPs().isReady(name)
                                    && cluster.virtualIPs().has(name, "Programmed", "True", "")));
            // What the last reports lead to, and what Events tell of it, has come by then.
            Wait.millis(5_000);
            int before = cluster.api().writes().size();

            Wait.millis(REST_SECONDS * 1000L);

            List<AuditedWrite> writes = cluster.api().writes().stream()
                    .skip(before)
                    .filter(write -> !write.user().equals("system:apiserver"))
                    .toList();
            assertThat(writes).extracting(AuditedWrite::resource).containsOnly("leases");
            assertThat(writes).hasSizeBetween(RENEWALS - 2, RENEWALS);
        }
    }

    private static void apply(KubeCluster cluster, int number) {
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIP
            metadata: {name: vip-%1$d}
            spec: {addresses: [192.0.2.%1$d/24]}
            """.formatted(number)).orThrow();
    }
}
