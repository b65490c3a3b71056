package dev.virtualip.e2e.agent;

import static dev.virtualip.e2e.agent.Scenery.ADDRESS;
import static dev.virtualip.e2e.agent.Scenery.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.kubernetes.RequiresApiServer;
import dev.virtualip.e2e.kubernetes.Write;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.Prober;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an agent asks of a real API server: its own object, and its own status when that changes. */
@SideBySide
@RequiresApiServer
class AgentRightsE2E {
    private static final int REST_SECONDS = 5;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static Scenery scenery;

    @BeforeAll
    static void start() {
        scenery = Scenery.start("AgentRightsE2E");
    }

    @AfterAll
    static void stop() {
        scenery.close();
    }

    @Test
    void onlyItsOwnObjectIsWatchedAndOnlyItsOwnStatusIsWritten() {
        allow("list, watch");
        scenery.door().cut();
        order(70);

        // RBAC lets nobody list or watch more than what is named here: so it asks for no more.
        NODES.forEach(node -> scenery.await(node + " has carried it out", () -> scenery.isCarriedOut(node)));
        assertThat(scenery.door().requests())
                .isNotEmpty()
                .allMatch(request -> request.matches(
                        "GET /apis/virtualip.dev/v1alpha1/vrrprouters\\?fieldSelector=metadata.name%3Dnode-[ab]\\S* .*"
                                + "|PATCH /apis/virtualip.dev/v1alpha1/vrrprouters/node-[ab]/status\\S* .*"));
        // 504: cut off while it was on its way.
        assertThat(scenery.writes()).isNotEmpty().allSatisfy(write -> {
            assertThat(write.resource()).isEqualTo("vrrprouters/status");
            assertThat(write.status()).isIn(200, 504);
        });
    }

    @Test
    void aHundredChangesAreReportedTogetherAndAtRestNothingIsWritten() {
        Pause.millis(1500); // What the test before has led to is written.
        int before = scenery.writes().size();
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            scenery.order("node-b", Scenery.second(1 + i));
        }
        scenery.await("node-b has carried out the last", () -> scenery.isCarriedOut("node-b"));
        long seconds = (System.nanoTime() - start) / 1_000_000_000L + 1;
        List<Write> writes = scenery.writes().subList(before, scenery.writes().size());
        assertThat(writes).hasSizeLessThanOrEqualTo(6 + (int) seconds);

        Pause.millis(1500);
        int atRest = scenery.writes().size();
        Pause.millis(1000 * REST_SECONDS);
        assertThat(scenery.writes()).hasSize(atRest);
    }

    @Test
    void whoeverTakesItsRightsAwayMovesNothingAndIsTold() {
        Prober client = scenery.probe();
        allow("get");
        scenery.cutUntil(
                "agents are refused",
                () -> NODES.stream().allMatch(node -> scenery.readiness(node).contains("403")));
        assertThat(scenery.readiness("node-a")).contains("degraded: ", "ClusterRole", "deploy/rbac/agent.yaml");
        allow("list, watch");
        order(80);

        NODES.forEach(node -> scenery.await(node + " has carried it out", () -> scenery.isCarriedOut(node)));
        assertThat(client.stop().lost()).isZero();
    }

    @Test
    void startedWhileTheApiServerIsAwayItSpeaksVrrpFromTheCopyOnDiskFirst() {
        scenery.door().become(Fault.GONE);
        scenery.agent("node-b").kill();
        scenery.startAgent("node-b");
        scenery.await(
                "node-b is a Backup, and ready, and says what is in the way",
                () -> scenery.readiness("node-b").startsWith("ready\ndegraded: ") && isBackup("node-b"));
        scenery.agent("node-a").kill();
        scenery.await(
                "node-b stands in", () -> scenery.cluster().holders(ADDRESS).equals(List.of("node-b")));

        // The Active that it hears confirms the copy as well as the API server would.
        Prober client = scenery.probe();
        scenery.startAgent("node-a");
        scenery.await(
                "node-a has its place again",
                () -> scenery.cluster().holders(ADDRESS).equals(List.of("node-a")));
        scenery.door().become(Fault.NONE);
        order(90);
        NODES.forEach(node -> scenery.await(node + " has carried it out", () -> scenery.isCarriedOut(node)));
        assertThat(client.stop().lost()).isZero();
    }

    private static boolean isBackup(String node) {
        return scenery.agent(node)
                .router(Scenery.ROUTER)
                .filter(router -> router.path("state").asText().equals("Backup"))
                .isPresent();
    }

    private static void allow(String verbs) {
        scenery.cluster().api().admin().apply("""
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
        NODES.forEach(node -> scenery.order(node, Scenery.second(priority + (node.equals("node-a") ? 100 : 0))));
    }
}
