package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.ConditionType;
import org.junit.jupiter.api.Test;

/** Two Actives at once, by evidence from the network. */
class SplitBrainRuleTest {
    private final StatusScene scene = StatusScene.of("node-a", "node-b").running();

    @Test
    void twoClaimsWithoutEvidenceAreNoSplitBrain() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
        assertThat(reader.message(ConditionType.DEGRADED)).contains("node-a (192.0.2.1)", "node-b (192.0.2.2)");
    }

    @Test
    void oneWayLinkIsNamedWithBothEnds() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"));
        scene.reports("node-a", AgentReport.active().receives("node-b"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("False/SplitBrain");
        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/SplitBrain");
        assertThat(reader.message(ConditionType.READY))
                .contains("node-a (192.0.2.1)", "node-b (192.0.2.2)", "eth1")
                .contains(
                        "node-b receives no advertisements from node-a, so the path from node-a to node-b is blocked");
        assertThat(reader.events()).contains("Warning SplitBrain");
    }

    @Test
    void splitBrainIsReportedBeforeTheOtherAgentReports() {
        scene.evaluate();
        scene.reports("node-a", AgentReport.active().receives("node-b"));

        assertThat(StatusReader.in(scene.evaluate()).brief(ConditionType.READY)).isEqualTo("False/SplitBrain");
    }

    @Test
    void mutualEvidenceIsReportedOnce() {
        scene.reports("node-a", AgentReport.active().receives("node-b"));
        scene.reports("node-b", AgentReport.active().receives("node-a"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.message(ConditionType.READY)).contains("both Active").doesNotContain(";  ", "blocked");
        assertThat(reader.events()).filteredOn("Warning SplitBrain"::equals).hasSize(1);
    }

    @Test
    void foreignRouterIsNamedByItsAddress() {
        scene.reports("node-a", AgentReport.active().receives("192.0.2.77"));

        assertThat(StatusReader.in(scene.evaluate()).message(ConditionType.READY))
                .contains("192.0.2.77", "not a node of this VirtualIP");
    }

    @Test
    void addressClaimOfAnotherActiveNodeIsSplitBrain() {
        scene.reports("node-a", duplicate("02:00:00:00:00:0b"));
        scene.reports("node-b", AgentReport.active().since("10:00:10"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("False/SplitBrain");
        assertThat(reader.message(ConditionType.READY)).contains("node-a", "node-b", "02:00:00:00:00:0b");
    }

    @Test
    void addressClaimOfAForeignHostIsAConflict() {
        scene.reports("node-a", duplicate("02:00:5e:00:00:99"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/AddressConflict");
        assertThat(reader.message(ConditionType.DEGRADED)).contains("node-a: host 02:00:5e:00:00:99 also claims");
    }

    @Test
    void addressClaimOfABackupIsAConflict() {
        scene.reports("node-a", duplicate("02:00:00:00:00:0b"));

        assertThat(StatusReader.in(scene.evaluate()).brief(ConditionType.DEGRADED))
                .isEqualTo("True/AddressConflict");
    }

    @Test
    void addressClaimOfASilentNodeIsAConflict() {
        scene.evaluate();
        scene.reports("node-b", duplicate("02:00:00:00:00:0a").since("10:00:10").tookOverFrom("node-a"));

        assertThat(StatusReader.in(scene.evaluate()).brief(ConditionType.DEGRADED))
                .isEqualTo("True/AddressConflict");
    }

    @Test
    void lastReportOfASilentNodeIsNoEvidence() {
        scene.reports("node-a", AgentReport.active().receives("node-b"));
        scene.node("node-a").ready = false;

        assertThat(StatusReader.in(scene.evaluate()).brief(ConditionType.DEGRADED))
                .isEqualTo("True/AgentSilent");
    }

    @Test
    void endOfSplitBrainIsReportedOnce() {
        scene.reports("node-a", AgentReport.active().receives("node-b")).evaluate();
        scene.reports("node-a", AgentReport.active());

        assertThat(StatusReader.in(scene.evaluate()).events()).containsExactly("Normal SplitBrainEnded node-a");
        assertThat(scene.evaluate().events()).isEmpty();
    }

    private static AgentReport duplicate(String mac) {
        return AgentReport.active()
                .with(
                        "AddressConflict",
                        "DuplicateClaim",
                        "host " + mac + " also claims 192.0.2.10: find out who it is");
    }
}
