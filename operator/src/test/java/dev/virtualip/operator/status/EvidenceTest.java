package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two Actives, as the wire shows them. */
class EvidenceTest {
    private final Scene scene = Scene.of("node-a", "node-b").running();

    @Test
    void twoStatementsAreNoSplitBrain() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
        assertThat(said.message(Words.DEGRADED)).contains("node-a (192.0.2.1)", "node-b (192.0.2.2)");
    }

    @Test
    void aOneWayLinkIsNamedWithBothEnds() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"));
        scene.says("node-a", Report.active().hears("node-b"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("False/SplitBrain");
        assertThat(said.brief(Words.DEGRADED)).isEqualTo("True/SplitBrain");
        assertThat(said.message(Words.READY))
                .contains("node-a (192.0.2.1)", "node-b (192.0.2.2)", "eth1")
                .contains("node-b does not hear node-a: the way from node-a to node-b is blocked");
        assertThat(said.happenings()).contains("Warning SplitBrain");
    }

    @Test
    void itIsNamedBeforeTheOtherHasSpoken() {
        scene.look();
        scene.says("node-a", Report.active().hears("node-b"));

        assertThat(Said.in(scene.look()).brief(Words.READY)).isEqualTo("False/SplitBrain");
    }

    @Test
    void twoThatHearEachOtherAreNamedOnce() {
        scene.says("node-a", Report.active().hears("node-b"));
        scene.says("node-b", Report.active().hears("node-a"));

        Said said = Said.in(scene.look());

        assertThat(said.message(Words.READY)).contains("both Active").doesNotContain(";  ", "blocked");
        assertThat(said.happenings()).filteredOn("Warning SplitBrain"::equals).hasSize(1);
    }

    @Test
    void aStrangerIsNamedByItsAddress() {
        scene.says("node-a", Report.active().hears("192.0.2.77"));

        assertThat(Said.in(scene.look()).message(Words.READY)).contains("192.0.2.77", "no node of this VirtualIP");
    }

    @Test
    void aClaimByArpOfAnotherActiveNodeIsEvidence() {
        scene.says("node-a", duplicate("02:00:00:00:00:0b"));
        scene.says("node-b", Report.active().since("10:00:10"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("False/SplitBrain");
        assertThat(said.message(Words.READY)).contains("node-a", "node-b", "02:00:00:00:00:0b");
    }

    @Test
    void aClaimByArpOfAnybodyElseIsAConflict() {
        scene.says("node-a", duplicate("02:00:5e:00:00:99"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
        assertThat(said.brief(Words.DEGRADED)).isEqualTo("True/AddressConflict");
        assertThat(said.message(Words.DEGRADED)).contains("node-a: host 02:00:5e:00:00:99 also claims");
    }

    @Test
    void aClaimByArpOfANodeThatStandsByIsAConflict() {
        scene.says("node-a", duplicate("02:00:00:00:00:0b"));

        assertThat(Said.in(scene.look()).brief(Words.DEGRADED)).isEqualTo("True/AddressConflict");
    }

    @Test
    void aClaimByArpOfANodeThatFellSilentIsAConflict() {
        scene.look();
        scene.says("node-b", duplicate("02:00:00:00:00:0a").since("10:00:10").tookOverFrom("node-a"));

        assertThat(Said.in(scene.look()).brief(Words.DEGRADED)).isEqualTo("True/AddressConflict");
    }

    @Test
    void whatASilentNodeHeardLastIsNoEvidence() {
        scene.says("node-a", Report.active().hears("node-b"));
        scene.node("node-a").ready = false;

        assertThat(Said.in(scene.look()).brief(Words.DEGRADED)).isEqualTo("True/AgentSilent");
    }

    @Test
    void itsEndIsToldOnce() {
        scene.says("node-a", Report.active().hears("node-b")).look();
        scene.says("node-a", Report.active());

        assertThat(Said.in(scene.look()).happenings()).containsExactly("Normal SplitBrainEnded node-a");
        assertThat(scene.look().happenings()).isEmpty();
    }

    private static Report duplicate(String mac) {
        return Report.active()
                .with(
                        "AddressConflict",
                        "DuplicateClaim",
                        "host " + mac + " also claims 192.0.2.10: find out who it is");
    }
}
