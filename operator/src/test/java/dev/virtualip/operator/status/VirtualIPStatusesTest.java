package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The status of a whole VirtualIP. */
class VirtualIPStatusesTest {
    private final StatusScene scene =
            StatusScene.of("node-a", "node-b", "node-c").running();

    @Test
    void columnsOfKubectlAreFilled() {
        scene.dualStack = true;
        scene.candidates.forEach(
                node -> scene.reportsIpv6(node, AgentReport.backup().follows("node-a")));
        scene.reportsIpv6("node-a", AgentReport.active());

        VirtualIPStatus status = scene.evaluate().status();

        assertThat(status.addressSummary()).isEqualTo("192.0.2.10 +1");
        assertThat(status.activeNode()).isEqualTo("node-a");
        assertThat(status.interfaceName()).isEqualTo("eth1");
        assertThat(status.virtualRouterID()).isEqualTo(55);
        assertThat(status.backupSummary()).isEqualTo("node-b, node-c");
    }

    @Test
    void backupInOneFamilyOnlyIsNoBackup() {
        scene.dualStack = true;
        scene.candidates.forEach(
                node -> scene.reportsIpv6(node, AgentReport.backup().follows("node-a")));
        scene.reportsIpv6("node-a", AgentReport.active());
        scene.reportsIpv6("node-b", AgentReport.of(RouterState.INITIALIZE));

        assertThat(scene.evaluate().status().backupSummary()).isEqualTo("node-c");
    }

    @Test
    void virtualRouterIDIsKeptWhileNothingRuns() {
        scene.evaluate();
        scene.candidates = List.of();
        scene.refusal = new Finding("NoEligibleNode", "no node has the label rack=z");

        VirtualIPStatus status = scene.evaluate().status();

        assertThat(status.virtualRouterID()).isEqualTo(55);
        assertThat(status.virtualRouters()).isEmpty();
    }

    @Test
    void refusedChangeKeepsAddressesAndSettings() {
        scene.evaluate();
        scene.extraAddress = "192.0.2.11/24";
        scene.maxCandidates = 1;
        scene.refusal = new Finding("AddressInUse", "192.0.2.11 is an address of VirtualIP other");

        VirtualIPStatus status = scene.evaluate().status();

        assertThat(status.addresses()).containsExactly("192.0.2.10/24");
        assertThat(status.addressSummary()).isEqualTo("192.0.2.10");
        assertThat(status.effective())
                .isNotNull()
                .satisfies(effective -> assertThat(effective.maxCandidates()).isEqualTo(3));
    }

    @Test
    void remarksAreInTheConditionAccepted() {
        scene.remarks = List.of(new Finding("FewerCandidates", "2 of 3 nodes have the interface"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.ACCEPTED)).isEqualTo("True/Accepted");
        assertThat(reader.message(ConditionType.ACCEPTED))
                .isEqualTo("Planned on node-a, node-b, node-c; 2 of 3 nodes have the interface");
    }

    @Test
    void unchangedVirtualIPIsNotEvaluatedAgain() {
        scene.nextByMemory();
        scene.evaluate();
        scene.nextByMemory();

        assertThat(scene.nextByMemory().status()).isSameAs(scene.status);
    }

    @Test
    void newReportIsEvaluatedAgain() {
        scene.evaluate();
        scene.nextByMemory();
        scene.reports("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"));

        assertThat(scene.nextByMemory().status().activeNode()).isEqualTo("node-b");
    }

    @Test
    void passedTimeIsEvaluatedAgain() {
        scene.node("node-b").generation = 2;
        scene.evaluate();
        scene.nextByMemory();
        scene.at("10:00:12");

        assertThat(StatusReader.in(scene.nextByMemory()).brief(ConditionType.DEGRADED))
                .isEqualTo("True/AgentSilent");
    }

    @Test
    void missingNodeIsEvaluatedAgain() {
        scene.evaluate();
        scene.nextByMemory();
        scene.node("node-b").gone = true;

        assertThat(StatusReader.in(scene.nextByMemory()).brief(ConditionType.DEGRADED))
                .isEqualTo("True/AgentSilent");
    }
}
