package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The condition Programmed. */
class ProgrammedRuleTest {
    private final StatusScene scene = StatusScene.of("node-a", "node-b").running();

    @Test
    void nodesThatRunThePlanAreNamed() {
        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.PROGRAMMED)).isEqualTo("True/Programmed");
        assertThat(reader.message(ConditionType.PROGRAMMED)).isEqualTo("Running on node-a, node-b");
        assertThat(reader.change().status().conditions())
                .extracting(condition -> condition.type())
                .containsExactly("Accepted", "Programmed", "Ready", "Degraded");
    }

    @Test
    void nodeWithAnOlderGenerationIsAwaited() {
        scene.node("node-b").generation = 5;
        scene.node("node-b").carriedOut = 4L;

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.PROGRAMMED)).isEqualTo("False/WaitingForNodes");
        assertThat(reader.message(ConditionType.PROGRAMMED))
                .isEqualTo("node-b: its agent has not applied its VRRPRouter yet");
        assertThat(reader.brief(ConditionType.RECONCILING)).isEqualTo("True/WaitingForNodes");
    }

    @Test
    void nodeBehindWithAnotherVirtualRouterIsNotAwaited() {
        scene.evaluate();
        scene.node("node-b").generation = 5;

        assertThat(scene.evaluate().status()).isEqualTo(scene.status);
        assertThat(StatusReader.in(scene.evaluate()).brief(ConditionType.PROGRAMMED))
                .isEqualTo("True/Programmed");
    }

    @Test
    void nodeBehindWithANewGenerationIsAwaited() {
        scene.evaluate();
        scene.generation = 2;
        scene.node("node-b").generation = 5;

        assertThat(StatusReader.in(scene.evaluate()).brief(ConditionType.PROGRAMMED))
                .isEqualTo("False/WaitingForNodes");
    }

    @Test
    void nodeBehindWithAnotherPriorityIsAwaited() {
        scene.evaluate();
        scene.candidates = List.of("node-b", "node-a");
        scene.node("node-a").generation = 5;
        scene.node("node-a").shownPriority = 250;

        assertThat(StatusReader.in(scene.evaluate()).message(ConditionType.PROGRAMMED))
                .isEqualTo("node-a: its agent has not applied its VRRPRouter yet");
    }

    @Test
    void nodeThatDoesNotListTheRouterIsAwaited() {
        scene.node("node-b").reports.clear();

        assertThat(StatusReader.in(scene.evaluate()).brief(ConditionType.PROGRAMMED))
                .isEqualTo("False/WaitingForNodes");
    }

    @Test
    void nodeWhoseObjectDiffersFromThePlanIsAwaited() {
        scene.node("node-b").written = false;

        assertThat(StatusReader.in(scene.evaluate()).message(ConditionType.PROGRAMMED))
                .isEqualTo("node-b: its VRRPRouter is not written yet");
    }

    @Test
    void awaitedSilentNodeIsReportedAsSilent() {
        scene.node("node-b").carriedOut = 0L;
        scene.node("node-b").agentPodReady = false;

        assertThat(StatusReader.in(scene.evaluate()).message(ConditionType.PROGRAMMED))
                .endsWith("(the Pod of its agent is not Ready)");
    }

    @Test
    void pendingReleaseIsTheReasonAndIsReportedOnce() {
        StatusScene pending = StatusScene.of("node-a", "node-b");
        pending.nodes.values().forEach(node -> node.written = false);
        pending.pending = List.of(new Finding("ReleasePending", "node-x still holds 192.0.2.10"));

        StatusReader first = StatusReader.in(pending.evaluate());
        StatusReader later = StatusReader.in(pending.at("10:30:00").evaluate());

        assertThat(first.brief(ConditionType.PROGRAMMED)).isEqualTo("False/ReleasePending");
        assertThat(first.events()).containsExactly("Normal Accepted", "Warning ReleasePending");
        assertThat(later.events()).isEmpty();
        assertThat(later.brief(ConditionType.READY)).isEqualTo("False/ReleasePending");
        assertThat(later.brief(ConditionType.DEGRADED)).isEqualTo("False/AsPlanned");
    }

    @Test
    void reportOfTheNewVirtualRouterIDCounts() {
        scene.node("node-a").ofOldID = AgentReport.of(RouterState.RELEASING).because("ConfigChanged");
        scene.node("node-b").ofOldID = AgentReport.of(RouterState.INITIALIZE).because("ConfigChanged");

        StatusReader reader = StatusReader.in(scene.evaluate());

        assertThat(reader.brief(ConditionType.READY)).isEqualTo("True/Active");
        assertThat(reader.change().status().backupSummary()).isEqualTo("node-b");
    }
}
