package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whether exactly one node answers. */
class ReadyRuleTest {
    private static final String LINK_DOWN = "interface eth1 is down: set it up";
    private final Scene scene = Scene.of("node-a", "node-b").running();

    @Test
    void oneActiveIsReadyAndNamesNodeAndInterface() {
        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
        assertThat(said.message(Words.READY)).isEqualTo("node-a answers on interface eth1");
        assertThat(said.change().status().interfaceName()).isEqualTo("eth1");
    }

    @Test
    void noneActiveWithACauseIsNamedAtOnceTheFirstCauseFirst() {
        scene.look();
        scene.says("node-a", Report.of(Part.INITIALIZE).because("LinkDown"));
        scene.says(
                "node-b", Report.of(Part.INITIALIZE).because("LinkDown").with("InterfaceReady", "LinkDown", LINK_DOWN));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("False/NoActive");
        assertThat(said.message(Words.READY))
                .isEqualTo("no node is Active; node-b: " + LINK_DOWN + "; node-a: it is in state Initialize");
        assertThat(said.happenings()).contains("Warning NoActive");
    }

    @Test
    void aBackupIsGivenHalfASecondToTakeOver() {
        scene.look();
        scene.says("node-a", Report.of(Part.INITIALIZE).because("Stopped")).at("10:00:05");

        StatusChange electing = scene.look();
        StatusChange stillElecting = scene.at("10:00:05.499").look();
        Said missed = Said.in(scene.at("10:00:05.500").look());

        assertThat(Said.in(electing).brief(Words.READY)).isEqualTo("Unknown/Electing");
        assertThat(electing.nextLookAt()).isEqualTo(Instant.parse("2026-11-25T10:00:05.500Z"));
        assertThat(stillElecting.status()).isEqualTo(electing.status());
        assertThat(missed.brief(Words.READY)).isEqualTo("False/NoActive");
        assertThat(missed.happenings()).containsExactly("Warning NoActive");
        assertThat(Said.in(scene.at("10:00:06").look()).brief(Words.READY)).isEqualTo("False/NoActive");
    }

    @Test
    void aClockThatWasSetBackDoesNotHoldTheBadNews() {
        scene.look();
        scene.says("node-a", Report.of(Part.INITIALIZE).because("Stopped"))
                .at("10:00:05")
                .look();

        assertThat(Said.in(scene.at("09:00:00").look()).brief(Words.READY)).isEqualTo("False/NoActive");
    }

    @Test
    void whoComesBackIsActiveAgainAndHasNotMoved() {
        scene.look();
        scene.says("node-a", Report.of(Part.INITIALIZE).because("LinkDown"))
                .says("node-b", Report.of(Part.INITIALIZE).because("LinkDown"))
                .look();
        scene.running().says("node-a", Report.active().since("10:01:00"));

        Said said = Said.in(scene.look());

        assertThat(said.happenings()).contains("Normal ActiveAgain node-a").doesNotContain("Normal Moved node-a");
        assertThat(said.change().status().moves()).isZero();
    }

    @Test
    void anAddressThatAnotherHostHasIsTheReason() {
        Report held = Report.backup()
                .with("AddressesFree", "AddressInUse", "192.0.2.10 is in use by the host 02:00:5e:00:00:99");
        scene.says("node-a", held).says("node-b", held);

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("False/AddressInUse");
        assertThat(said.message(Words.READY)).startsWith("node-a: 192.0.2.10 is in use");
        assertThat(said.happenings()).contains("Warning AddressInUse node-a", "Warning AddressInUse node-b");
    }

    @Test
    void anActiveThatIsNoNodeIsNamed() {
        scene.says("node-a", Report.backup().follows("192.0.2.77"));
        scene.says("node-b", Report.backup().follows("192.0.2.77"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("False/ActiveElsewhere");
        assertThat(said.message(Words.READY)).contains("node-a hears 192.0.2.77");
        assertThat(said.happenings()).contains("Warning ActiveElsewhere");
    }

    @Test
    void aSilentActiveIsReadyAsLongAsALivingBackupHearsIt() {
        scene.node("node-a").ready = false;

        Said heard = Said.in(scene.look());
        scene.says("node-b", Report.of(Part.INITIALIZE).because("LinkDown"));
        Said unheard = Said.in(scene.look());

        assertThat(heard.brief(Words.READY)).isEqualTo("True/Active");
        assertThat(unheard.brief(Words.READY)).isEqualTo("Unknown/AgentSilent");
        assertThat(unheard.message(Words.READY)).contains("node-a", "its Node is not Ready");
    }

    @Test
    void anAddressThatCouldNotBeBoundIsNotReady() {
        scene.says("node-a", Report.active().with("AddressesBound", "BindFailed", "no room"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("False/BindFailed");
        assertThat(said.message(Words.READY)).isEqualTo("node-a: no room");
    }

    @Test
    void anAddressThatTheActiveDoesNotListYetIsNotReady() {
        scene.extraAddress = "192.0.2.11/24";

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("False/WaitingForNodes");
        assertThat(said.message(Words.READY)).isEqualTo("node-a answers, but not yet for 192.0.2.11");
    }

    @Test
    void aRefusalDoesNotHideThatTheOlderConfigurationAnswers() {
        scene.look();
        scene.generation = 2;
        scene.extraAddress = "192.0.2.11/24";
        scene.refusal = new Finding("AddressInUse", "192.0.2.11 belongs to the VirtualIP api: choose another");

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.ACCEPTED)).isEqualTo("False/AddressInUse");
        assertThat(said.brief(Words.PROGRAMMED)).isEqualTo("False/AddressInUse");
        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
        assertThat(said.change().status().observedGeneration()).isEqualTo(2);
        assertThat(said.happenings()).containsExactly("Warning AddressInUse");
    }

    @Test
    void aRefusalOfWhatNeverRanIsTheReason() {
        Scene refused = Scene.of();
        refused.refusal = new Finding("NoEligibleNode", "no node has the label rack=z: change nodeSelector");

        Said said = Said.in(refused.look());

        assertThat(said.brief(Words.READY)).isEqualTo("False/NoEligibleNode");
        assertThat(said.brief(Words.DEGRADED)).isEqualTo("False/NothingRuns");
        assertThat(said.change().status().observedGeneration()).isEqualTo(1);
    }

    @Test
    void nodesThatLostTheirReportsAreUnknownAndThoseThatNeverReportedAreNotReady() {
        Said first = Said.in(Scene.of("node-a", "node-b").look());
        scene.look();
        scene.node("node-a").reports.clear();
        scene.node("node-b").reports.clear();
        Said again = Said.in(scene.look());

        assertThat(first.brief(Words.READY)).isEqualTo("False/WaitingForNodes");
        assertThat(again.brief(Words.READY)).isEqualTo("Unknown/WaitingForNodes");
        assertThat(again.message(Words.READY)).contains("node-a, node-b");
    }

    @Test
    void everyConditionCarriesTheGenerationSoThatKubectlWaitDoesNotBelieveAnOldOne() {
        scene.generation = 7;

        StatusChange change = scene.look();

        assertThat(change.status().observedGeneration()).isEqualTo(7);
        assertThat(change.status().conditions())
                .allSatisfy(
                        condition -> assertThat(condition.observedGeneration()).isEqualTo(7));
    }
}
