package dev.virtualip.e2e.agent;

import static dev.virtualip.e2e.agent.AgentCluster.ADDRESS;
import static dev.virtualip.e2e.agent.AgentCluster.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.probe.Prober;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of the API server: no address moves, readiness reports the fault, and agents recover by themselves. */
@SideBySide
@RequiresApiServer
class AgentKubernetesE2E {
    @SuppressWarnings("NullAway.Init") // set before the first test
    private static AgentCluster agents;

    private static int orders;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Prober client;

    private List<Long> transitions = List.of();

    @BeforeAll
    static void start() {
        agents = AgentCluster.start("AgentKubernetesE2E");
    }

    @AfterAll
    static void stop() {
        agents.close();
    }

    @BeforeEach
    void look() {
        transitions = NODES.stream().map(agents::transitions).toList();
        client = agents.probe();
    }

    /** Fails if an address moved or a fault is still reported. */
    @AfterEach
    void assertNothingMoved() {
        agents.proxy().become(ProxyFault.NONE);
        NODES.forEach(node -> agents.await(
                node + " is ready and nothing is in the way",
                () -> agents.readiness(node).equals("ready")));
        assertThat(client.stop().lost()).as("probes lost").isZero();
        assertThat(agents.cluster().holders(ADDRESS)).containsExactly("node-a");
        assertThat(NODES.stream().map(agents::transitions).toList()).isEqualTo(transitions);
    }

    static List<ProxyFault> faults() {
        return List.of(
                ProxyFault.GONE,
                ProxyFault.SILENT,
                ProxyFault.refusing(401),
                ProxyFault.refusing(403),
                ProxyFault.refusing(410),
                ProxyFault.refusing(429),
                ProxyFault.refusing(500));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void apiServerFaultMovesNothingAndChangesApplyAfterwards(ProxyFault fault) {
        agents.proxy().become(fault);
        NODES.forEach(node -> agents.await(
                node + " says what is in the way, and is ready",
                () -> agents.readiness(node).startsWith("ready\ndegraded: ")));
        order();
        agents.proxy().become(ProxyFault.NONE);

        NODES.forEach(node -> agents.await(node + " has carried it out", () -> agents.isCarriedOut(node)));
    }

    @Test
    void watchRefusedAsExpiredStartsWithANewList() {
        agents.proxy().become(ProxyFault.refusingWatches(410));
        order();

        NODES.forEach(node -> agents.await(node + " has listed it", () -> agents.isCarriedOut(node)));
    }

    @Test
    void watchThatIsCutResumes() {
        for (int i = 0; i < 3; i++) {
            agents.proxy().cut();
            order();
            NODES.forEach(node -> agents.await(node + " has carried it out", () -> agents.isCarriedOut(node)));
        }
    }

    @Test
    void rotatedProjectedTokenIsUsed() {
        // A token is bound to its Node: a recreated Node invalidates the old one, on the real API server.
        var nodes = agents.cluster().nodeObjects();
        nodes.delete("node-a");
        nodes.register(
                "node-a",
                agents.cluster().management().inet(agents.cluster().lab().host("node-a")));
        agents.cutUntil("node-a is not let in", () -> agents.readiness("node-a").contains("401"));
        agents.giveToken("node-a");
        order();

        agents.await("node-a has carried it out", () -> agents.isCarriedOut("node-a"));
    }

    @Test
    void rotatedCertificateIsTrustedWithTheAuthorityOnDisk() {
        ProxyKeys rotated = agents.newKeys();
        agents.proxy().show(rotated);
        NODES.forEach(node -> agents.await(
                node + " does not trust it", () -> agents.readiness(node).contains("cannot be reached")));
        agents.trust(rotated);
        order();

        NODES.forEach(node -> agents.await(node + " has carried it out", () -> agents.isCarriedOut(node)));
    }

    private static void order() {
        NODES.forEach(
                node -> agents.order(node, AgentCluster.second(node.equals("node-a") ? 100 + orders : 50 + orders)));
        orders++;
    }
}
