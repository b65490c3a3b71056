package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import org.junit.jupiter.api.Test;

/** Moves from one node to another are counted, and nothing else. */
class MoveHistoryTest {
    private final StatusScene scene =
            StatusScene.of("node-a", "node-b", "node-c").running();

    @Test
    void firstPlacementIsNoMove() {
        VirtualIPStatus status = scene.evaluate().status();

        assertThat(status.moves()).isZero();
        assertThat(status.lastMove()).isEqualTo(new Move(null, "node-a", StatusScene.time("10:00:01"), "PeerTimeout"));
    }

    @Test
    void moveHasBothNodesAndTimeAndReasonOfTheNewOne() {
        scene.evaluate();
        scene.reports(
                "node-b",
                AgentReport.active().since("10:00:10").because("PeerStopped").tookOverFrom("node-a"));

        VirtualIPStatus status = scene.evaluate().status();

        assertThat(status.moves()).isEqualTo(1);
        assertThat(status.lastMove())
                .isEqualTo(new Move("node-a", "node-b", StatusScene.time("10:00:10"), "PeerStopped"));
    }

    @Test
    void pauseBetweenTwoNodesIsPartOfTheMove() {
        scene.evaluate();
        scene.reports("node-a", AgentReport.backup().because("Paused")).evaluate();
        scene.reports("node-c", AgentReport.active().since("10:00:10"));

        VirtualIPStatus status = scene.evaluate().status();

        assertThat(status.moves()).isEqualTo(1);
        assertThat(status.lastMove()).extracting(Move::from, Move::to).containsExactly("node-a", "node-c");
    }

    @Test
    void returnToTheSameNodeIsNoMove() {
        scene.evaluate();
        scene.reports("node-a", AgentReport.backup().because("Paused")).evaluate();
        scene.reports("node-a", AgentReport.active().since("10:00:10"));

        StatusChange change = scene.evaluate();

        assertThat(change.status().moves()).isZero();
        assertThat(change.events()).noneMatch(event -> event.reason().equals("Moved"));
    }

    @Test
    void familiesThatMoveTogetherAreOneMove() {
        dualStack();
        scene.reportsIpv6("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"))
                .evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:11").tookOverFrom("node-a"));

        StatusChange change = scene.evaluate();

        assertThat(change.status().moves()).isEqualTo(1);
        assertThat(change.status().activeNode()).isEqualTo("node-b");
        assertThat(change.events()).isEmpty();
    }

    @Test
    void familiesThatMoveApartAreTwoMovesAndBothNodesAreNamed() {
        dualStack();
        scene.reports("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"))
                .evaluate();
        scene.reportsIpv6("node-c", AgentReport.active().since("10:00:11").tookOverFrom("node-a"));

        StatusChange change = scene.evaluate();

        assertThat(change.status().moves()).isEqualTo(2);
        assertThat(change.status().activeNode()).isEqualTo("node-b,node-c");
        assertThat(scene.evaluate().status().moves()).isEqualTo(2);
    }

    private void dualStack() {
        scene.dualStack = true;
        scene.candidates.forEach(
                node -> scene.reportsIpv6(node, AgentReport.backup().follows("node-a")));
        scene.reportsIpv6("node-a", AgentReport.active()).evaluate();
    }
}
