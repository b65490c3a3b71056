package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leadership: one of two operators works, and the other continues after a stop, a crash or a pause. */
@SideBySide
@RequiresApiServer
class LeaderE2E {
    private static final List<String> NODES = List.of("node-a", "node-b");

    @Test
    void secondOperatorLeadsAfterStopKillAndPause() {
        try (KubeCluster cluster = KubeCluster.start("LeaderE2E", NODES.toArray(String[]::new))) {
            OperatorProcess first = cluster.startOperator();
            cluster.await("the first leads", () -> leads(first));
            OperatorProcess second = cluster.startOperator();
            cluster.await("the second is ready", second::isReady);
            FakeAgents agents = new FakeAgents(cluster, NODES);
            plan(cluster, agents, 1);
            assertThat(leads(second)).isFalse();

            assertThat(first.stop()).isZero();
            plan(cluster, agents, 2);
            assertThat(leads(second)).isTrue();

            OperatorProcess third = cluster.startOperator();
            cluster.await("the third is ready", third::isReady);
            second.kill();
            plan(cluster, agents, 3);
            assertThat(leads(third)).isTrue();

            OperatorProcess fourth = cluster.startOperator();
            cluster.await("the fourth is ready", fourth::isReady);
            third.pause();
            plan(cluster, agents, 4);
            third.resume();
            cluster.await("the one that slept knows it", () -> third.isReady() && !leads(third));
            plan(cluster, agents, 5);
            assertThat(leads(fourth)).isTrue();
        }
    }

    private static boolean leads(OperatorProcess operator) {
        return operator.get("/metrics").orElse("").contains("virtualip_operator_leader 1.0");
    }

    /** Applies one more VirtualIP and waits until every one so far is Ready. */
    private static void plan(KubeCluster cluster, FakeAgents agents, int number) {
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIP
            metadata: {name: vip-%1$d}
            spec: {addresses: [192.0.2.%1$d/24]}
            """.formatted(number)).orThrow();
        for (int each = 1; each <= number; each++) {
            String name = "vip-" + each;
            cluster.await(name + " is Ready", () -> {
                agents.obey();
                return cluster.virtualIPs().isReady(name);
            });
        }
    }
}
