package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reasons of the condition Degraded. */
class DegradedRuleTest {
    private final StatusScene scene = StatusScene.of("node-a", "node-b").running();

    @Test
    void failureOfTheOnlyBackupIsReportedAtOnce() {
        scene.evaluate();
        scene.at("10:01:00")
                .reports(
                        "node-b",
                        AgentReport.of(RouterState.INITIALIZE)
                                .because("LinkDown")
                                .with("InterfaceReady", "LinkDown", "down"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/NoBackup");
        assertThat(reader.message(ConditionType.DEGRADED))
                .contains("No healthy backup: if node-a fails", "node-b: down");
        assertThat(reader.events()).containsExactly("Warning NoBackup", "Warning LinkDown node-b");
    }

    @Test
    void failedHealthCheckIsReportedWithItsError() {
        scene.evaluate();
        scene.at("10:01:00")
                .reports("node-b", AgentReport.backup().failing("nginx", "connection refused by 127.0.0.1:80"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/HealthCheckFailed");
        assertThat(reader.message(ConditionType.DEGRADED))
                .startsWith("node-b: health check nginx fails: connection refused by 127.0.0.1:80")
                .contains("No healthy backup: if node-a fails");
        assertThat(reader.events()).containsExactly("Warning HealthCheckFailed node-b", "Warning NoBackup");
        assertThat(reader.change().status().virtualRouters().getFirst().nodes().getLast())
                .satisfies(node -> {
                    assertThat(node.effectivePriority()).isEqualTo(1);
                    assertThat(node.failedHealthChecks()).containsExactly("nginx");
                });
    }

    @Test
    void noHealthyNodeIsReportedWithTheOneThatKeepsTheAddresses() {
        scene.evaluate();
        scene.at("10:01:00")
                .reports("node-a", AgentReport.active().failing("nginx", "refused"))
                .reports("node-b", AgentReport.backup().follows("node-a").failing("nginx", "refused"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/NoHealthyNode");
        assertThat(reader.message(ConditionType.DEGRADED))
                .startsWith("No node passes its health checks; node-a keeps the addresses until one does");
        assertThat(reader.brief(ConditionType.READY)).startsWith("True/");
    }

    @Test
    void nodeIsNotMissedDuringTheGracePeriod() {
        scene.node("node-b").carriedOut = 0L;
        scene.node("node-b").reports.clear();

        StatusReader early = StatusReader.in(scene.evaluate());
        StatusReader late = StatusReader.in(scene.at("10:00:12").evaluate());

        assertThat(early.brief(ConditionType.DEGRADED)).isEqualTo("False/AsPlanned");
        assertThat(early.change().nextLookAt()).isEqualTo(StatusScene.time("10:00:12"));
        assertThat(late.brief(ConditionType.DEGRADED)).isEqualTo("True/NoBackup");
        assertThat(late.events()).containsExactly("Warning NoBackup", "Warning AgentSilent node-b");
        assertThat(late.change().nextLookAt()).isNull();
    }

    @Test
    void foreignRouterWithTheVirtualRouterIDIsNamedWithTheRemedy() {
        scene.evaluate();
        scene.remarks = List.of(new Finding(
                "VirtualRouterIDConflict",
                "Virtual Router ID 55 is also used by 192.0.2.99; give that one another ID"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.ACCEPTED)).isEqualTo("True/Accepted");
        assertThat(reader.message(ConditionType.ACCEPTED)).doesNotContain("192.0.2.99");
        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/VirtualRouterIDConflict");
        assertThat(reader.message(ConditionType.DEGRADED)).contains("192.0.2.99");
        assertThat(reader.events()).containsExactly("Warning VirtualRouterIDConflict");
    }

    @Test
    void nodeWhoseAdvertisementsStoppedIsNoBackup() {
        scene.evaluate();
        scene.reports("node-b", AgentReport.active().since("10:00:10").tookOverFrom("node-a"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/NoBackup");
        assertThat(reader.message(ConditionType.DEGRADED)).contains("node-a: its advertisements stopped");
    }

    @Test
    void singleCandidateNeedsNoBackup() {
        StatusScene alone = StatusScene.of("node-a").running();
        alone.maxCandidates = 1;

        assertThat(StatusReader.in(alone.evaluate()).brief(ConditionType.DEGRADED))
                .isEqualTo("False/AsPlanned");
    }

    @Test
    void oneOfThreeCandidatesLacksABackup() {
        StatusScene alone = StatusScene.of("node-a").running();
        alone.maxCandidates = 3;

        assertThat(StatusReader.in(alone.evaluate()).brief(ConditionType.DEGRADED))
                .isEqualTo("True/NoBackup");
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
    void agentConditionIsLiftedWithTheNodeName(String type, String reason, String lifted) {
        scene.reports("node-a", AgentReport.active().with(type, reason, "192.0.2.77 did it"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/" + lifted);
        assertThat(reader.message(ConditionType.DEGRADED)).isEqualTo("node-a: 192.0.2.77 did it");
        assertThat(reader.events()).contains("Warning " + lifted + " node-a");
    }

    @Test
    void worstProblemGivesTheReasonAndAllAreListed() {
        scene.reports(
                "node-a",
                AgentReport.active()
                        .with("AddressesExpire", "RenewalTooCostly", "many")
                        .with("VirtualRouterIDFree", "VirtualRouterIDConflict", "192.0.2.77 uses 55 too"));

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.DEGRADED)).isEqualTo("True/VirtualRouterIDConflict");
        assertThat(reader.message(ConditionType.DEGRADED)).isEqualTo("node-a: 192.0.2.77 uses 55 too; node-a: many");
    }

    @Test
    void secondProblemIsReportedWithoutRepeatingTheFirst() {
        scene.reports("node-a", AgentReport.active().with("AddressKept", "AddressStolen", "gone"))
                .evaluate();
        scene.reports(
                "node-b",
                AgentReport.backup().follows("node-a").with("VirtualRouterIDFree", "VirtualRouterIDConflict", "two"));

        assertThat(StatusReader.in(scene.evaluate()).events())
                .containsExactly("Warning VirtualRouterIDConflict node-b");
    }

    @Test
    void transitionTimeStaysWhileTheStatusDoes() {
        scene.reports("node-a", AgentReport.active().with("AddressKept", "AddressStolen", "gone"))
                .evaluate();
        scene.at("10:05:00").reports("node-a", AgentReport.active().with("AddressKept", "AddressStolen", "gone again"));

        assertThat(StatusReader.in(scene.evaluate())
                        .condition(ConditionType.DEGRADED)
                        .lastTransitionTime())
                .isEqualTo(StatusScene.time("10:00:02"));
    }

    @Test
    void nodeWithAStoppedAgentIsNamed() {
        scene.evaluate();
        scene.at("10:01:00")
                .reports("node-b", AgentReport.of(RouterState.INITIALIZE).because("Stopped"));

        assertThat(StatusReader.in(scene.evaluate()).message(ConditionType.DEGRADED))
                .contains("node-b: it does not take part: its agent was stopped");
    }

    @Test
    void formerMemberIsNotMissedWhileItReleases() {
        StatusScene moved = StatusScene.of("node-a", "node-b", "node-c").running();
        moved.evaluate();
        moved.candidates = List.of("node-a", "node-b");
        moved.at("10:05:00")
                .reports("node-c", AgentReport.of(RouterState.INITIALIZE).because("ConfigChanged"));

        assertThat(StatusReader.in(moved.evaluate()).brief(ConditionType.DEGRADED))
                .isEqualTo("False/AsPlanned");
    }
}
