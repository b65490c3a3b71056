package dev.virtualip.e2e.agent;

import static dev.virtualip.e2e.agent.Scenery.ADDRESS;
import static dev.virtualip.e2e.agent.Scenery.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.kubernetes.RequiresApiServer;
import dev.virtualip.e2e.probe.Prober;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is the matter with the API server: nothing moves, readiness tells, and agents recover by themselves. */
@SideBySide
@RequiresApiServer
class AgentKubernetesE2E {
    @SuppressWarnings("NullAway.Init") // set before the first test
    private static Scenery scenery;

    private static int orders;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Prober client;

    private List<Long> transitions = List.of();

    @BeforeAll
    static void start() {
        scenery = Scenery.start("AgentKubernetesE2E");
    }

    @AfterAll
    static void stop() {
        scenery.close();
    }

    @BeforeEach
    void look() {
        transitions = NODES.stream().map(scenery::transitions).toList();
        client = scenery.probe();
    }

    /** Nothing has moved, and nobody notices anything any more. */
    @AfterEach
    void nothingHasMoved() {
        scenery.door().become(Fault.NONE);
        NODES.forEach(node -> scenery.await(
                node + " is ready and nothing is in the way",
                () -> scenery.readiness(node).equals("ready")));
        assertThat(client.stop().lost()).as("probes lost").isZero();
        assertThat(scenery.cluster().holders(ADDRESS)).containsExactly("node-a");
        assertThat(NODES.stream().map(scenery::transitions).toList()).isEqualTo(transitions);
    }

    static List<Fault> faults() {
        return List.of(
                Fault.GONE,
                Fault.SILENT,
                Fault.refusing(401),
                Fault.refusing(403),
                Fault.refusing(410),
                Fault.refusing(429),
                Fault.refusing(500));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void nothingMovesWhateverTheApiServerAnswersAndAnOrderOfThatTimeIsCarriedOutAfterwards(Fault fault) {
        scenery.door().become(fault);
        NODES.forEach(node -> scenery.await(
                node + " says what is in the way, and is ready",
                () -> scenery.readiness(node).startsWith("ready\ndegraded: ")));
        order();
        scenery.door().become(Fault.NONE);

        NODES.forEach(node -> scenery.await(node + " has carried it out", () -> scenery.isCarriedOut(node)));
    }

    @Test
    void aWatchThatIsRefusedForItsAgeIsBegunAnew() {
        scenery.door().become(Fault.refusingWatches(410));
        order();

        NODES.forEach(node -> scenery.await(node + " has listed it", () -> scenery.isCarriedOut(node)));
    }

    @Test
    void aWatchThatIsCutGoesOn() {
        for (int i = 0; i < 3; i++) {
            scenery.door().cut();
            order();
            NODES.forEach(node -> scenery.await(node + " has carried it out", () -> scenery.isCarriedOut(node)));
        }
    }

    @Test
    void aProjectedTokenThatIsRotatedIsTakenUp() {
        // A token is bound to its Node: a Node that is made anew makes the old one invalid, on the real API server.
        var nodes = scenery.cluster().nodeObjects();
        nodes.delete("node-a");
        nodes.register(
                "node-a",
                scenery.cluster().management().inet(scenery.cluster().lab().host("node-a")));
        scenery.cutUntil(
                "node-a is not let in", () -> scenery.readiness("node-a").contains("401"));
        scenery.giveToken("node-a");
        order();

        scenery.await("node-a has carried it out", () -> scenery.isCarriedOut("node-a"));
    }

    @Test
    void aCertificateThatIsRotatedIsTakenUpWithTheAuthorityOnDisk() {
        DoorKeys rotated = scenery.newKeys();
        scenery.door().show(rotated);
        NODES.forEach(node -> scenery.await(
                node + " does not trust it", () -> scenery.readiness(node).contains("cannot be reached")));
        scenery.trust(rotated);
        order();

        NODES.forEach(node -> scenery.await(node + " has carried it out", () -> scenery.isCarriedOut(node)));
    }

    private static void order() {
        NODES.forEach(node -> scenery.order(node, Scenery.second(node.equals("node-a") ? 100 + orders : 50 + orders)));
        orders++;
    }
}
