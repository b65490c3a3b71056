package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is put together for the whole of a VirtualIP. */
class VirtualIPStatusesTest {
    private final Scene scene = Scene.of("node-a", "node-b", "node-c").running();

    @Test
    void theColumnsOfKubectlAreFilled() {
        scene.dualStack = true;
        scene.candidates.forEach(node -> scene.saysOfIpv6(node, Report.backup().follows("node-a")));
        scene.saysOfIpv6("node-a", Report.active());

        VirtualIPStatus status = scene.look().status();

        assertThat(status.addressSummary()).isEqualTo("192.0.2.10 +1");
        assertThat(status.activeNode()).isEqualTo("node-a");
        assertThat(status.interfaceName()).isEqualTo("eth1");
        assertThat(status.virtualRouterID()).isEqualTo(55);
        assertThat(status.backupSummary()).isEqualTo("node-b, node-c");
    }

    @Test
    void aNodeThatStandsByInOneFamilyOnlyIsNoBackup() {
        scene.dualStack = true;
        scene.candidates.forEach(node -> scene.saysOfIpv6(node, Report.backup().follows("node-a")));
        scene.saysOfIpv6("node-a", Report.active());
        scene.saysOfIpv6("node-b", Report.of(Part.INITIALIZE));

        assertThat(scene.look().status().backupSummary()).isEqualTo("node-c");
    }

    @Test
    void theVirtualRouterIDIsKeptWhileNothingRuns() {
        scene.look();
        scene.candidates = List.of();
        scene.refusal = new Finding("NoEligibleNode", "no node has the label rack=z");

        VirtualIPStatus status = scene.look().status();

        assertThat(status.virtualRouterID()).isEqualTo(55);
        assertThat(status.virtualRouters()).isEmpty();
    }

    @Test
    void aRefusedChangeDoesNotChangeWhatIsSaidToBeThere() {
        scene.look();
        scene.extraAddress = "192.0.2.11/24";
        scene.maxCandidates = 1;
        scene.refusal = new Finding("AddressInUse", "192.0.2.11 is an address of VirtualIP other");

        VirtualIPStatus status = scene.look().status();

        assertThat(status.addresses()).containsExactly("192.0.2.10/24");
        assertThat(status.addressSummary()).isEqualTo("192.0.2.10");
        assertThat(status.effective())
                .isNotNull()
                .satisfies(effective -> assertThat(effective.maxCandidates()).isEqualTo(3));
    }

    @Test
    void remarksStandInTheConditionAccepted() {
        scene.remarks = List.of(new Finding("FewerCandidates", "2 of 3 nodes have the interface"));

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.ACCEPTED)).isEqualTo("True/Accepted");
        assertThat(said.message(Words.ACCEPTED))
                .isEqualTo("planned on node-a, node-b, node-c; 2 of 3 nodes have the interface");
    }

    @Test
    void whatNothingIsNewOfIsNotJudgedAgain() {
        scene.nextByMemory();
        scene.look();
        scene.nextByMemory();

        assertThat(scene.nextByMemory().status()).isSameAs(scene.status);
    }

    @Test
    void aNodeThatSaysSomethingNewIsHeardInSpiteOfWhatIsRemembered() {
        scene.look();
        scene.nextByMemory();
        scene.says("node-b", Report.active().since("10:00:10").tookOverFrom("node-a"));

        assertThat(scene.nextByMemory().status().activeNode()).isEqualTo("node-b");
    }

    @Test
    void timeThatPassesIsNoticedInSpiteOfWhatIsRemembered() {
        scene.node("node-b").generation = 2;
        scene.look();
        scene.nextByMemory();
        scene.at("10:00:12");

        assertThat(Said.in(scene.nextByMemory()).brief(Words.DEGRADED)).isEqualTo("True/AgentSilent");
    }

    @Test
    void aNodeThatComesOrGoesIsNoticedInSpiteOfWhatIsRemembered() {
        scene.look();
        scene.nextByMemory();
        scene.node("node-b").gone = true;

        assertThat(Said.in(scene.nextByMemory()).brief(Words.DEGRADED)).isEqualTo("True/AgentSilent");
    }
}
