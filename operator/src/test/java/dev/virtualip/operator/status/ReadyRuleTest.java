package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The condition Ready. */
class ReadyRuleTest {
    private static final String LINK_DOWN = "interface eth1 is down: set it up";
    private final StatusScene scene = StatusScene.of("node-a", "node-b").running();

    @Test
    void singleActiveIsReadyAndNamesNodeAndInterface() {
        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
        assertThat(reader.message(ConditionType.READY)).isEqualTo("node-a answers on interface eth1");
        assertThat(reader.change().status().interfaceName()).isEqualTo("eth1");
    }

    @Test
    void missingActiveWithACauseIsReportedAtOnce() {
        scene.evaluate();
        scene.reports("node-a", AgentReport.of(RouterState.INITIALIZE).because("LinkDown"));
        scene.reports(
                "node-b",
                AgentReport.of(RouterState.INITIALIZE)
                        .because("LinkDown")
                        .with("InterfaceReady", "LinkDown", LINK_DOWN));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("False/NoActive");
        assertThat(reader.message(ConditionType.READY))
                .isEqualTo("No node is Active; node-b: " + LINK_DOWN + "; node-a: it is in state Initialize");
        assertThat(reader.events()).contains("Warning NoActive");
    }

    @Test
    void backupHasHalfASecondToTakeOver() {
        scene.evaluate();
        scene.reports("node-a", AgentReport.of(RouterState.INITIALIZE).because("Stopped"))
                .at("10:00:05");

        StatusChange electing = scene.evaluate();
        StatusChange stillElecting = scene.at("10:00:05.499").evaluate();
        StatusReader missed = StatusReader.in(scene.at("10:00:05.500").evaluate());

        assertThat(StatusReader.in(electing).brief(ConditionType.READY)).isEqualTo("Unknown/Electing");
        assertThat(electing.nextLookAt()).isEqualTo(Instant.parse("2026-11-25T10:00:05.500Z"));
        assertThat(stillElecting.status()).isEqualTo(electing.status());
        assertThat(missed.brief(ConditionType.READY)).isEqualTo("False/NoActive");
        assertThat(missed.events()).containsExactly("Warning NoActive");
        assertThat(StatusReader.in(scene.at("10:00:06").evaluate()).brief(ConditionType.READY))
                .isEqualTo("False/NoActive");
    }

    @Test
    void clockSetBackDoesNotDelayTheReport() {
        scene.evaluate();
        scene.reports("node-a", AgentReport.of(RouterState.INITIALIZE).because("Stopped"))
                .at("10:00:05")
                .evaluate();

        assertThat(StatusReader.in(scene.at("09:00:00").evaluate()).brief(ConditionType.READY))
                .isEqualTo("False/NoActive");
    }

    @Test
    void returningActiveIsReportedAndIsNoMove() {
        scene.evaluate();
        scene.reports("node-a", AgentReport.of(RouterState.INITIALIZE).because("LinkDown"))
                .reports("node-b", AgentReport.of(RouterState.INITIALIZE).because("LinkDown"))
                .evaluate();
        scene.running().reports("node-a", AgentReport.active().since("10:01:00"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.events()).contains("Normal ActiveAgain node-a").doesNotContain("Normal Moved node-a");
        assertThat(reader.change().status().moves()).isZero();
    }

    @Test
    void addressInUseByAnotherHostIsTheReason() {
        AgentReport held = AgentReport.backup()
                .with("AddressesFree", "AddressInUse", "192.0.2.10 is in use by the host 02:00:5e:00:00:99");
        scene.reports("node-a", held).reports("node-b", held);

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("False/AddressInUse");
        assertThat(reader.message(ConditionType.READY)).startsWith("node-a: 192.0.2.10 is in use");
        assertThat(reader.events()).contains("Warning AddressInUse node-a", "Warning AddressInUse node-b");
    }

    @Test
    void nodeOfTheClusterThatAnswersForAnAddressIsNamedWithTheRemedy() {
        scene.node("node-c");
        scene.reports(
                "node-a",
                AgentReport.active()
                        .with("AddressConflict", "DuplicateClaim", "host 02:00:00:00:00:0c also claims 192.0.2.10"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/AddressConflict");
        assertThat(reader.message(ConditionType.DEGRADED))
                .startsWith("node-a: host 02:00:00:00:00:0c also claims 192.0.2.10. That host is node node-c: if"
                        + " kube-proxy")
                .contains("set ipvs.strictARP: true");
        assertThat(reader.events()).contains("Warning AddressConflict node-a");
    }

    @Test
    void hostOutsideTheClusterIsNotTakenForANode() {
        scene.reports(
                "node-a",
                AgentReport.active()
                        .with("AddressConflict", "DuplicateClaim", "host 02:00:5e:00:00:99 also claims 192.0.2.10"));

        assertThat(StatusReader.in(scene.evaluate()).message(ConditionType.DEGRADED))
                .isEqualTo("node-a: host 02:00:5e:00:00:99 also claims 192.0.2.10");
    }

    @Test
    void addressThatAnsweredIsRememberedAndOneThatDidNotIsNot() {
        AgentReport held = AgentReport.backup().with("AddressesFree", "AddressInUse", "192.0.2.10 is in use");
        scene.reports("node-a", held).reports("node-b", held);
        assertThat(scene.evaluate().status().answeredAddresses()).isEmpty();
        scene.running();
        assertThat(scene.evaluate().status().answeredAddresses()).containsExactly("192.0.2.10");
        scene.reports("node-a", held).reports("node-b", held);

        assertThat(scene.evaluate().status().answeredAddresses()).containsExactly("192.0.2.10");
    }

    @Test
    void foreignActiveIsNamed() {
        scene.reports("node-a", AgentReport.backup().follows("192.0.2.77"));
        scene.reports("node-b", AgentReport.backup().follows("192.0.2.77"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("False/ActiveElsewhere");
        assertThat(reader.message(ConditionType.READY)).contains("node-a receives advertisements from 192.0.2.77");
        assertThat(reader.events()).contains("Warning ActiveElsewhere");
    }

    @Test
    void silentActiveIsReadyWhileABackupFollowsIt() {
        scene.node("node-a").ready = false;

        StatusReader heard = StatusReader.in(scene.evaluate());
        scene.reports("node-b", AgentReport.of(RouterState.INITIALIZE).because("LinkDown"));
        StatusReader unheard = StatusReader.in(scene.evaluate());

        assertThat(heard.brief(ConditionType.READY)).isEqualTo("True/Active");
        assertThat(unheard.brief(ConditionType.READY)).isEqualTo("Unknown/AgentSilent");
        assertThat(unheard.message(ConditionType.READY)).contains("node-a", "its Node is not Ready");
    }

    @Test
    void unboundAddressIsNotReady() {
        scene.reports("node-a", AgentReport.active().with("AddressesBound", "BindFailed", "no room"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("False/BindFailed");
        assertThat(reader.message(ConditionType.READY)).isEqualTo("node-a: no room");
    }

    @Test
    void unlistedAddressIsNotReady() {
        scene.extraAddress = "192.0.2.11/24";

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("False/WaitingForNodes");
        assertThat(reader.message(ConditionType.READY)).isEqualTo("node-a answers, but not yet for 192.0.2.11");
    }

    @Test
    void refusedChangeLeavesTheOlderConfigurationReady() {
        scene.evaluate();
        scene.generation = 2;
        scene.extraAddress = "192.0.2.11/24";
        scene.refusal = new Finding("AddressInUse", "192.0.2.11 belongs to the VirtualIP api: choose another");

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.ACCEPTED)).isEqualTo("False/AddressInUse");
        assertThat(reader.brief(ConditionType.PROGRAMMED)).isEqualTo("False/AddressInUse");
        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
        assertThat(reader.change().status().observedGeneration()).isEqualTo(2);
        assertThat(reader.events()).containsExactly("Warning AddressInUse");
    }

    @Test
    void refusalOfANewVirtualIPIsTheReason() {
        StatusScene refused = StatusScene.of();
        refused.refusal = new Finding("NoEligibleNode", "no node has the label rack=z: change nodeSelector");

        StatusReader reader = StatusReader.in(refused.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("False/NoEligibleNode");
        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("False/NothingRuns");
        assertThat(reader.change().status().observedGeneration()).isEqualTo(1);
    }

    @Test
    void lostReportsAreUnknownAndMissingReportsAreNotReady() {
        StatusReader first = StatusReader.in(StatusScene.of("node-a", "node-b").evaluate());
        scene.evaluate();
        scene.node("node-a").reports.clear();
        scene.node("node-b").reports.clear();
        StatusReader again = StatusReader.in(scene.evaluate());

        assertThat(first.brief(ConditionType.READY)).isEqualTo("False/WaitingForNodes");
        assertThat(again.brief(ConditionType.READY)).isEqualTo("Unknown/WaitingForNodes");
        assertThat(again.message(ConditionType.READY)).contains("node-a, node-b");
    }

    @Test
    void everyConditionHasTheGeneration() {
        scene.generation = 7;

        StatusChange change = scene.evaluate();

        assertThat(change.status().observedGeneration()).isEqualTo(7);
        assertThat(change.status().conditions())
                .allSatisfy(
                        condition -> assertThat(condition.observedGeneration()).isEqualTo(7));
    }
}
