package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a VirtualIP Degraded. */
class TroublesTest {
    private final Scene scene = Scene.of("node-a", "node-b").running();

    @Test
    void noHealthyBackupIsNamedAtOnceWhenTheOnlyOneFails() {
        scene.look();
        scene.at("10:01:00")
                .says(
                        "node-b",
                        Report.of(Part.INITIALIZE).because("LinkDown").with("InterfaceReady", "LinkDown", "down"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.DEGRADED)).isEqualTo("True/NoBackup");
        assertThat(said.message(Words.DEGRADED)).contains("nobody stands by for node-a", "node-b: down");
        assertThat(said.happenings()).containsExactly("Warning NoBackup", "Warning LinkDown node-b");
    }

    @Test
    void aNodeThatWasToldAMomentAgoIsNotMissedYet() {
        scene.node("node-b").carriedOut = 0L;
        scene.node("node-b").reports.clear();

        Said early = Said.in(scene.look());
        Said late = Said.in(scene.at("10:00:12").look());

        assertThat(early.brief(Words.DEGRADED)).isEqualTo("False/AsPlanned");
        assertThat(early.change().nextLookAt()).isEqualTo(Scene.time("10:00:12"));
        assertThat(late.brief(Words.DEGRADED)).isEqualTo("True/NoBackup");
        assertThat(late.happenings()).containsExactly("Warning NoBackup", "Warning AgentSilent node-b");
        assertThat(late.change().nextLookAt()).isNull();
    }

    @Test
    void somebodyElseOnItsVirtualRouterIDIsNamedWithTheRemedy() {
        scene.look();
        scene.remarks = List.of(new Finding(
                "VirtualRouterIDConflict",
                "Virtual Router ID 55 is also used by 192.0.2.99; give that one another ID"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.ACCEPTED)).isEqualTo("True/Accepted");
        assertThat(said.message(Words.ACCEPTED)).doesNotContain("192.0.2.99");
        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
        assertThat(said.brief(Words.DEGRADED)).isEqualTo("True/VirtualRouterIDConflict");
        assertThat(said.message(Words.DEGRADED)).contains("192.0.2.99");
        assertThat(said.happenings()).containsExactly("Warning VirtualRouterIDConflict");
    }

    @Test
    void whoFellSilentOnTheWireStandsByForNobody() {
        scene.look();
        scene.says("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.DEGRADED)).isEqualTo("True/NoBackup");
        assertThat(said.message(Words.DEGRADED)).contains("node-a: it was no longer heard");
    }

    @Test
    void whoWantedOneCandidateDoesNotMissABackup() {
        Scene alone = Scene.of("node-a").running();
        alone.maxCandidates = 1;

        assertThat(Said.in(alone.look()).brief(Words.DEGRADED)).isEqualTo("False/AsPlanned");
    }

    @Test
    void whoWantedThreeCandidatesAndHasOneMissesABackup() {
        Scene alone = Scene.of("node-a").running();
        alone.maxCandidates = 3;

        assertThat(Said.in(alone.look()).brief(Words.DEGRADED)).isEqualTo("True/NoBackup");
    }

    @ParameterizedTest
    @CsvSource({
        "VirtualRouterIDFree, VirtualRouterIDConflict, VirtualRouterIDConflict",
        "AddressConflict, DuplicateClaim, AddressConflict",
        "AddressKept, AddressStolen, AddressStolen",
        "AddressesBound, HostHasAddress, HostHasAddress",
        "AddressesExpire, RenewalTooCostly, RenewalTooCostly",
        "OnlyActive, SplitBrain, SplitBrain"
    })
    void whatAnAgentReportsIsLiftedWithItsNodesName(String type, String reason, String lifted) {
        scene.says("node-a", Report.active().with(type, reason, "192.0.2.77 did it"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.DEGRADED)).isEqualTo("True/" + lifted);
        assertThat(said.message(Words.DEGRADED)).isEqualTo("node-a: 192.0.2.77 did it");
        assertThat(said.happenings()).contains("Warning " + lifted + " node-a");
    }

    @Test
    void theWorstGivesTheReasonAndAllAreTold() {
        scene.says(
                "node-a",
                Report.active()
                        .with("AddressesExpire", "RenewalTooCostly", "many")
                        .with("VirtualRouterIDFree", "VirtualRouterIDConflict", "192.0.2.77 uses 55 too"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.DEGRADED)).isEqualTo("True/VirtualRouterIDConflict");
        assertThat(said.message(Words.DEGRADED)).isEqualTo("node-a: 192.0.2.77 uses 55 too; node-a: many");
    }

    @Test
    void aSecondTroubleIsToldWithoutTellingTheFirstAgain() {
        scene.says("node-a", Report.active().with("AddressKept", "AddressStolen", "gone"))
                .look();
        scene.says(
                "node-b",
                Report.backup().follows("node-a").with("VirtualRouterIDFree", "VirtualRouterIDConflict", "two"));

        assertThat(Said.in(scene.look()).happenings()).containsExactly("Warning VirtualRouterIDConflict node-b");
    }

    @Test
    void theTimeOfAConditionStaysWhileItsStatusDoes() {
        scene.says("node-a", Report.active().with("AddressKept", "AddressStolen", "gone"))
                .look();
        scene.at("10:05:00").says("node-a", Report.active().with("AddressKept", "AddressStolen", "gone again"));

        assertThat(Said.in(scene.look()).condition(Words.DEGRADED).lastTransitionTime())
                .isEqualTo(Scene.time("10:00:02"));
    }

    @Test
    void aNodeWhoseAgentWasStoppedIsNamed() {
        scene.look();
        scene.at("10:01:00").says("node-b", Report.of(Part.INITIALIZE).because("Stopped"));

        assertThat(Said.in(scene.look()).message(Words.DEGRADED))
                .contains("node-b: it takes no part: its agent was stopped");
    }

    @Test
    void aNodeThatTookPartBeforeIsNotMissedWhileItLetsGo() {
        Scene moved = Scene.of("node-a", "node-b", "node-c").running();
        moved.look();
        moved.candidates = List.of("node-a", "node-b");
        moved.at("10:05:00").says("node-c", Report.of(Part.INITIALIZE).because("ConfigChanged"));

        assertThat(Said.in(moved.look()).brief(Words.DEGRADED)).isEqualTo("False/AsPlanned");
    }
}
