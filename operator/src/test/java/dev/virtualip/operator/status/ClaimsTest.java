package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a claim means: contract, "What a claim means". */
class ClaimsTest {
    private final Scene scene = Scene.of("node-a", "node-b", "node-c").running();

    @Test
    void aDeadNodesClaimIsStaleOnceAnotherTookOverFromIt() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"));

        Said said = Said.in(scene.look());

        assertThat(said.change().status().activeNode()).isEqualTo("node-b");
        assertThat(said.stale()).containsExactly("node-a");
        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
    }

    @Test
    void aTakeoverIsBelievedWhateverTheClocksSay() {
        scene.says("node-a", Report.active().since("11:00:00")).look();
        scene.says("node-b", Report.active().since("09:00:00").tookOverFrom("node-a"));

        assertThat(scene.look().status().activeNode()).isEqualTo("node-b");
    }

    @Test
    void anOrderlyTakeoverEndsAClaimTooSoThatTheOldOneNeedNotSpeakFirst() {
        scene.look();
        scene.says(
                "node-b",
                Report.active().since("10:00:10").because("Preempting").tookOverFrom("node-a"));

        Said said = Said.in(scene.look());

        assertThat(said.change().status().activeNode()).isEqualTo("node-b");
        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
        assertThat(said.brief(Words.DEGRADED)).isEqualTo("False/AsPlanned");
    }

    @Test
    void whoIsActiveAnewAfterATakeoverIsNotStaleThoughTheOtherHasNotSpokenYet() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"))
                .look();
        scene.says(
                "node-a",
                Report.active().since("10:00:05").because("Preempting").tookOverFrom("node-b"));

        Said said = Said.in(scene.look());

        assertThat(said.change().status().activeNode()).isEqualTo("node-a");
        assertThat(said.stale()).containsExactly("node-b");
    }

    @Test
    void whoIsActiveAnewWithoutHavingHeardAnybodyIsNotStaleByAnOlderTakeover() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"))
                .look();
        scene.says("node-a", Report.active().since("10:00:20"));

        Said said = Said.in(scene.look());

        assertThat(said.stale()).isEmpty();
        assertThat(said.change().status().activeNode()).isEqualTo("node-a");
        assertThat(said.brief(Words.DEGRADED)).isEqualTo("True/ClaimsDiffer");
        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
    }

    @Test
    void anOperatorThatMissedItAllBelievesTheOneThatTookOver() {
        scene.says("node-b", Report.active().since("09:00:00").tookOverFrom("node-a"));

        Said said = Said.in(scene.look());

        assertThat(said.change().status().activeNode()).isEqualTo("node-b");
        assertThat(said.stale()).containsExactly("node-a");
    }

    @Test
    void ofTwoThatTookOverFromEachOtherUnseenTheLaterByClockCounts() {
        scene.says("node-a", Report.active().since("10:00:20").tookOverFrom("node-b"));
        scene.says("node-b", Report.active().since("10:00:10.500").tookOverFrom("node-a"));

        assertThat(Said.in(scene.look()).stale()).containsExactly("node-b");
    }

    @Test
    void aSecondWithoutFractionIsEarlierThanOneWith() {
        scene.says("node-a", Report.active().since("10:00:20.001").tookOverFrom("node-b"));
        scene.says("node-b", Report.active().since("10:00:20").tookOverFrom("node-a"));

        assertThat(Said.in(scene.look()).stale()).containsExactly("node-b");
    }

    @Test
    void aStaleClaimStaysStaleWhenTheOneThatTookOverLeavesAgain() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"))
                .says("node-c", Report.backup().follows("node-b"))
                .look();
        scene.says("node-b", Report.of(Part.INITIALIZE).because("LinkDown"));

        Said said = Said.in(scene.look());

        assertThat(said.stale()).containsExactly("node-a");
        assertThat(said.change().status().activeNode()).isNull();
    }

    @Test
    void aStaleClaimCountsAgainWhenTheOthersHearThatNodeOnceMore() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"))
                .look();
        scene.says("node-b", Report.backup().since("10:00:30").follows("node-a"));

        Said said = Said.in(scene.look());

        assertThat(said.stale()).isEmpty();
        assertThat(said.change().status().activeNode()).isEqualTo("node-a");
    }

    @Test
    void aNodeWhoseAgentIsSilentGivesWayToOneThatSpeaks() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10"));
        scene.node("node-a").ready = false;

        Said said = Said.in(scene.look());

        assertThat(said.change().status().activeNode()).isEqualTo("node-b");
        assertThat(said.brief(Words.DEGRADED)).isEqualTo("True/AgentSilent");
    }

    @Test
    void whoIsReleasingAnswersUntilAnotherSaysThatItIsActive() {
        scene.look();
        scene.says("node-a", Report.of(Part.RELEASING).because("Stopped").since("10:00:09"));

        Said leaving = Said.in(scene.look());
        scene.says(
                "node-b",
                Report.active().since("10:00:10").because("PeerStopped").tookOverFrom("node-a"));
        Said left = Said.in(scene.look());

        assertThat(leaving.change().status().activeNode()).isEqualTo("node-a");
        assertThat(leaving.brief(Words.READY)).isEqualTo("True/Releasing");
        assertThat(left.change().status().activeNode()).isEqualTo("node-b");
    }

    @Test
    void aSilentNodesNewClaimDoesNotBeatThatOfOneThatSpeaks() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10"));
        scene.node("node-b").ready = false;

        assertThat(scene.look().status().activeNode()).isEqualTo("node-a");
    }

    @Test
    void ofTwoThatHaveNothingToDoWithEachOtherTheOneThatAThirdNodeHearsCounts() {
        scene.says("node-b", Report.active().since("10:30:00"));

        assertThat(scene.look().status().activeNode()).isEqualTo("node-a");
    }

    @Test
    void ofTwoThatWereSeenBeforeTheOneThatCountedGoesOnCounting() {
        scene.says("node-c", Report.backup()).look();
        scene.says("node-b", Report.active().since("09:00:00")).look();

        assertThat(scene.look().status().activeNode()).isEqualTo("node-b");
        assertThat(scene.look().status().moves()).isEqualTo(1);
    }
}
