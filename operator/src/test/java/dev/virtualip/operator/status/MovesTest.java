package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import org.junit.jupiter.api.Test;

/** Moves from one node to another, and nothing else, are counted. */
class MovesTest {
    private final Scene scene = Scene.of("node-a", "node-b", "node-c").running();

    @Test
    void theFirstPlacementIsNoMove() {
        VirtualIPStatus status = scene.look().status();

        assertThat(status.moves()).isZero();
        assertThat(status.lastMove()).isEqualTo(new Move(null, "node-a", Scene.time("10:00:01"), "PeerTimeout"));
    }

    @Test
    void aMoveNamesBothNodesAndTheTimeAndReasonOfTheOneItCameTo() {
        scene.look();
        scene.says(
                "node-b",
                Report.active().since("10:00:10").because("PeerStopped").tookOverFrom("node-a"));

        VirtualIPStatus status = scene.look().status();

        assertThat(status.moves()).isEqualTo(1);
        assertThat(status.lastMove()).isEqualTo(new Move("node-a", "node-b", Scene.time("10:00:10"), "PeerStopped"));
    }

    @Test
    void aPauseInBetweenIsPartOfTheMove() {
        scene.look();
        scene.says("node-a", Report.backup().because("Paused")).look();
        scene.says("node-c", Report.active().since("10:00:10"));

        VirtualIPStatus status = scene.look().status();

        assertThat(status.moves()).isEqualTo(1);
        assertThat(status.lastMove()).extracting(Move::from, Move::to).containsExactly("node-a", "node-c");
    }

    @Test
    void theSameNodeAgainIsNoMove() {
        scene.look();
        scene.says("node-a", Report.backup().because("Paused")).look();
        scene.says("node-a", Report.active().since("10:00:10"));

        StatusChange change = scene.look();

        assertThat(change.status().moves()).isZero();
        assertThat(change.happenings())
                .noneMatch(happening -> happening.reason().equals("Moved"));
    }

    @Test
    void twoFamiliesThatGoTogetherAreOneMoveWhicheverIsSeenFirst() {
        dualStack();
        scene.saysOfIpv6("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"))
                .look();
        scene.says("node-b", Report.active().since("10:00:11").tookOverFrom("node-a"));

        StatusChange change = scene.look();

        assertThat(change.status().moves()).isEqualTo(1);
        assertThat(change.status().activeNode()).isEqualTo("node-b");
        assertThat(change.happenings()).isEmpty();
    }

    @Test
    void twoFamiliesThatArePartedAreTwoMovesAndBothNodesAreNamed() {
        dualStack();
        scene.says("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"))
                .look();
        scene.saysOfIpv6("node-c", Report.active().since("10:00:11").tookOverFrom("node-a"));

        StatusChange change = scene.look();

        assertThat(change.status().moves()).isEqualTo(2);
        assertThat(change.status().activeNode()).isEqualTo("node-b,node-c");
        assertThat(scene.look().status().moves()).isEqualTo(2);
    }

    private void dualStack() {
        scene.dualStack = true;
        scene.candidates.forEach(node -> scene.saysOfIpv6(node, Report.backup().follows("node-a")));
        scene.saysOfIpv6("node-a", Report.active()).look();
    }
}
