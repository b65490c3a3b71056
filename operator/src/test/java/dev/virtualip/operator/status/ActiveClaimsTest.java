package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.RouterState;
import org.junit.jupiter.api.Test;

/** Choice among claims to be Active: the section on claims in the contract. */
class ActiveClaimsTest {
    private final StatusScene scene =
            StatusScene.of("node-a", "node-b", "node-c").running();

    @Test
    void claimOfDeadNodeIsStaleAfterATakeover() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.change().status().activeNode()).isEqualTo("node-b");
        assertThat(reader.stale()).containsExactly("node-a");
        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
    }

    @Test
    void takeoverCountsRegardlessOfClocks() {
        scene.reports("node-a", AgentReport.active().since("11:00:00")).evaluate();
        scene.reports("node-b", AgentReport.active().since("09:00:00").tookOverFrom("node-a"));

        assertThat(scene.evaluate().status().activeNode()).isEqualTo("node-b");
    }

    @Test
    void orderlyTakeoverEndsTheOldClaimBeforeItsNodeReports() {
        scene.evaluate();
        scene.reports(
                "node-b",
                AgentReport.active().since("10:00:10").because("Preempting").tookOverFrom("node-a"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.change().status().activeNode()).isEqualTo("node-b");
        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("False/AsPlanned");
    }

    @Test
    void newClaimAfterATakeoverCountsBeforeTheOtherNodeReports() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"))
                .evaluate();
        scene.reports(
                "node-a",
                AgentReport.active().since("10:00:05").because("Preempting").tookOverFrom("node-b"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.change().status().activeNode()).isEqualTo("node-a");
        assertThat(reader.stale()).containsExactly("node-b");
    }

    @Test
    void newClaimWithoutTakeoverIsNotStaleByAnOlderTakeover() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"))
                .evaluate();
        scene.reports("node-a", AgentReport.active().since("10:00:20"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.stale()).isEmpty();
        assertThat(reader.change().status().activeNode()).isEqualTo("node-a");
        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/ClaimsDiffer");
        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
    }

    @Test
    void operatorThatWasAwayBelievesTheTakeover() {
        scene.reports("node-b", AgentReport.active().since("09:00:00").tookOverFrom("node-a"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.change().status().activeNode()).isEqualTo("node-b");
        assertThat(reader.stale()).containsExactly("node-a");
    }

    @Test
    void mutualUnseenTakeoversAreDecidedByTheLaterClock() {
        scene.reports("node-a", AgentReport.active().since("10:00:20").tookOverFrom("node-b"));
        scene.reports("node-b", AgentReport.active().since("10:00:10.500").tookOverFrom("node-a"));

        assertThat(StatusReader.in(scene.evaluate()).stale()).containsExactly("node-b");
    }

    @Test
    void timeWithoutFractionIsEarlierThanOneWithFraction() {
        scene.reports("node-a", AgentReport.active().since("10:00:20.001").tookOverFrom("node-b"));
        scene.reports("node-b", AgentReport.active().since("10:00:20").tookOverFrom("node-a"));

        assertThat(StatusReader.in(scene.evaluate()).stale()).containsExactly("node-b");
    }

    @Test
    void staleClaimStaysStaleWhenTheSuccessorLeaves() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"))
                .reports("node-c", AgentReport.backup().follows("node-b"))
                .evaluate();
        scene.reports("node-b", AgentReport.of(RouterState.INITIALIZE).because("LinkDown"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.stale()).containsExactly("node-a");
        assertThat(reader.change().status().activeNode()).isNull();
    }

    @Test
    void staleClaimCountsAgainWhenBackupsFollowThatNode() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"))
                .evaluate();
        scene.reports("node-b", AgentReport.backup().since("10:00:30").follows("node-a"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.stale()).isEmpty();
        assertThat(reader.change().status().activeNode()).isEqualTo("node-a");
    }

    @Test
    void claimOfSilentAgentYieldsToOneOfAReportingAgent() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10"));
        scene.node("node-a").ready = false;

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.change().status().activeNode()).isEqualTo("node-b");
        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/AgentSilent");
    }

    @Test
    void releasingNodeAnswersUntilAnotherIsActive() {
        scene.evaluate();
        scene.reports(
                "node-a",
                AgentReport.of(RouterState.RELEASING).because("Stopped").since("10:00:09"));

        StatusReader leaving = StatusReader.in(scene.evaluate());
        scene.reports(
                "node-b",
                AgentReport.active().since("10:00:10").because("PeerStopped").tookOverFrom("node-a"));
        StatusReader left = StatusReader.in(scene.evaluate());

        assertThat(leaving.change().status().activeNode()).isEqualTo("node-a");
        assertThat(leaving.brief(ConditionType.READY)).isEqualTo("True/Releasing");
        assertThat(left.change().status().activeNode()).isEqualTo("node-b");
    }

    @Test
    void newClaimOfSilentNodeDoesNotBeatAReportingNode() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10"));
        scene.node("node-b").ready = false;

        assertThat(scene.evaluate().status().activeNode()).isEqualTo("node-a");
    }

    @Test
    void claimWithFollowersCountsAmongIndependentClaims() {
        scene.reports("node-b", AgentReport.active().since("10:30:00"));

        assertThat(scene.evaluate().status().activeNode()).isEqualTo("node-a");
    }

    @Test
    void previousActiveCountsAmongKnownClaims() {
        scene.reports("node-c", AgentReport.backup()).evaluate();
        scene.reports("node-b", AgentReport.active().since("09:00:00")).evaluate();

        assertThat(scene.evaluate().status().activeNode()).isEqualTo("node-b");
        assertThat(scene.evaluate().status().moves()).isEqualTo(1);
    }
}
