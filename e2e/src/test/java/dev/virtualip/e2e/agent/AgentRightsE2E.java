package dev.virtualip.e2e.agent;

import static dev.virtualip.e2e.agent.AgentCluster.ADDRESS;
import static dev.virtualip.e2e.agent.AgentCluster.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.AuditedWrite;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.Prober;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests of an agent to a real API server: its own object, and its own status when that changes. */
@SideBySide
@RequiresApiServer
class AgentRightsE2E {
    private static final int REST_SECONDS = 5;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static AgentCluster agents;

    @BeforeAll
    static void start() {
        agents = AgentCluster.start("AgentRightsE2E");
    }

    @AfterAll
    static void stop() {
        agents.close();
    }

    @Test
    void agentWatchesOnlyItsObjectAndWritesOnlyItsStatus() {
        allow("list, watch");
        agents.proxy().cut();
        order(70);

        // RBAC allows no list or watch beyond the named object, so it must not ask for more.
        NODES.forEach(node -> agents.await(node + " has carried it out", () -> agents.isCarriedOut(node)));
        assertThat(agents.proxy().requests())
                .isNotEmpty()
                .allMatch(request -> request.matches(
                        "GET /apis/virtualip.dev/v1alpha1/vrrprouters\\?fieldSelector=metadata.name%3Dnode-[ab]\\S* .*"
                                + "|PATCH /apis/virtualip.dev/v1alpha1/vrrprouters/node-[ab]/status\\S* .*"));
        // 504: cut off while it was on its way.
        assertThat(agents.writes()).isNotEmpty().allSatisfy(write -> {
            assertThat(write.resource()).isEqualTo("vrrprouters/status");
            assertThat(write.status()).isIn(200, 504);
        });
    }

    @Test
    void hundredChangesAreReportedTogetherAndIdleAgentWritesNothing() {
        Wait.millis(1500); // What the test before has led to is written.
        int before = agents.writes().size();
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            agents.order("node-b", AgentCluster.second(1 + i));
        }
        agents.await("node-b has carried out the last", () -> agents.isCarriedOut("node-b"));
        long seconds = (System.nanoTime() - start) / 1_000_000_000L + 1;
        List<AuditedWrite> writes =
                agents.writes().subList(before, agents.writes().size());
        assertThat(writes).hasSizeLessThanOrEqualTo(6 + (int) seconds);

        Wait.millis(1500);
        int atRest = agents.writes().size();
        Wait.millis(1000 * REST_SECONDS);
        assertThat(agents.writes()).hasSize(atRest);
    }

    @Test
    void revokedRightsMoveNothingAndAreReported() {
        Prober client = agents.probe();
        allow("get");
        agents.cutUntil(
                "agents are refused",
                () -> NODES.stream().allMatch(node -> agents.readiness(node).contains("403")));
        assertThat(agents.readiness("node-a")).contains("degraded: ", "ClusterRole", "deploy/rbac/agent.yaml");
        allow("list, watch");
        order(80);

        NODES.forEach(node -> agents.await(node + " has carried it out", () -> agents.isCarriedOut(node)));
        assertThat(client.stop().lost()).isZero();
    }

    @Test
    void agentStartedWithoutApiServerRunsVrrpFromTheCopyOnDisk() {
        agents.proxy().become(ProxyFault.GONE);
        agents.agent("node-b").kill();
        agents.startAgent("node-b");
        agents.await(
                "node-b is a Backup, and ready, and says what is in the way",
                () -> agents.readiness("node-b").startsWith("ready\ndegraded: ") && isBackup("node-b"));
        agents.agent("node-a").kill();
        agents.await("node-b stands in", () -> agents.cluster().holders(ADDRESS).equals(List.of("node-b")));

        // Advertisements of the Active confirm the copy as well as the API server would.
        Prober client = agents.probe();
        agents.startAgent("node-a");
        agents.await(
                "node-a has its place again",
                () -> agents.cluster().holders(ADDRESS).equals(List.of("node-a")));
        agents.proxy().become(ProxyFault.NONE);
        order(90);
        NODES.forEach(node -> agents.await(node + " has carried it out", () -> agents.isCarriedOut(node)));
        assertThat(client.stop().lost()).isZero();
    }

    private static boolean isBackup(String node) {
        return agents.agent(node)
                .router(AgentCluster.ROUTER)
                .filter(router -> router.path("state").asText().equals("Backup"))
                .isPresent();
    }

    private static void allow(String verbs) {
        agents.cluster().api().admin().apply("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: virtualip-agent}
            rules:
            - {apiGroups: [virtualip.dev], resources: [vrrprouters], verbs: [%s], resourceNames: [node-a, node-b]}
            - {apiGroups: [virtualip.dev], resources: [vrrprouters/status], verbs: [patch],
               resourceNames: [node-a, node-b]}
            """.formatted(verbs)).orThrow();
    }

    private static void order(int priority) {
        NODES.forEach(node -> agents.order(node, AgentCluster.second(priority + (node.equals("node-a") ? 100 : 0))));
    }
}
