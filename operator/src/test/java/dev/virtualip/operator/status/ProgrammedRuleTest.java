package dev.virtualip.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether every node that takes part has carried out what the plan says. */
class ProgrammedRuleTest {
    private final Scene scene = Scene.of("node-a", "node-b").running();

    @Test
    void allThatCarriedItOutAreNamed() {
        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.PROGRAMMED)).isEqualTo("True/Programmed");
        assertThat(said.message(Words.PROGRAMMED)).isEqualTo("node-a, node-b run it");
        assertThat(said.change().status().conditions())
                .extracting(condition -> condition.type())
                .containsExactly(Words.ACCEPTED, Words.PROGRAMMED, Words.READY, Words.DEGRADED);
    }

    @Test
    void aNodeThatHasOnlyReadItIsWaitedFor() {
        scene.node("node-b").generation = 5;
        scene.node("node-b").carriedOut = 4L;

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.PROGRAMMED)).isEqualTo("False/WaitingForNodes");
        assertThat(said.message(Words.PROGRAMMED))
                .isEqualTo("node-b: its agent has yet to carry out what its VRRPRouter says");
        assertThat(said.brief(Words.RECONCILING)).isEqualTo("True/WaitingForNodes");
    }

    @Test
    void aNodeThatIsBehindWithAnotherVirtualRouterIsNotWaitedFor() {
        scene.look();
        scene.node("node-b").generation = 5;

        assertThat(scene.look().status()).isEqualTo(scene.status);
        assertThat(Said.in(scene.look()).brief(Words.PROGRAMMED)).isEqualTo("True/Programmed");
    }

    @Test
    void aNodeThatIsBehindWithANewGenerationOfItIsWaitedFor() {
        scene.look();
        scene.generation = 2;
        scene.node("node-b").generation = 5;

        assertThat(Said.in(scene.look()).brief(Words.PROGRAMMED)).isEqualTo("False/WaitingForNodes");
    }

    @Test
    void aNodeThatIsBehindAndShowsAnotherPriorityIsWaitedFor() {
        scene.look();
        scene.candidates = List.of("node-b", "node-a");
        scene.node("node-a").generation = 5;
        scene.node("node-a").shownPriority = 250;

        assertThat(Said.in(scene.look()).message(Words.PROGRAMMED))
                .isEqualTo("node-a: its agent has yet to carry out what its VRRPRouter says");
    }

    @Test
    void aNodeThatCarriedItOutButDoesNotListTheRouterIsWaitedFor() {
        scene.node("node-b").reports.clear();

        assertThat(Said.in(scene.look()).brief(Words.PROGRAMMED)).isEqualTo("False/WaitingForNodes");
    }

    @Test
    void aNodeWhoseObjectDiffersFromThePlanIsWaitedFor() {
        scene.node("node-b").written = false;

        assertThat(Said.in(scene.look()).message(Words.PROGRAMMED))
                .isEqualTo("node-b: its VRRPRouter is about to be written");
    }

    @Test
    void aSilentNodeThatIsWaitedForIsSaidToBeSilent() {
        scene.node("node-b").carriedOut = 0L;
        scene.node("node-b").agentPodReady = false;

        assertThat(Said.in(scene.look()).message(Words.PROGRAMMED)).endsWith("(the Pod of its agent is not Ready)");
    }

    @Test
    void whatHasToHappenFirstIsTheReasonAndIsToldOnce() {
        Scene pending = Scene.of("node-a", "node-b");
        pending.nodes.values().forEach(node -> node.written = false);
        pending.pending = List.of(new Finding("ReleasePending", "node-x still holds 192.0.2.10"));

        Said first = Said.in(pending.look());
        Said later = Said.in(pending.at("10:30:00").look());

        assertThat(first.brief(Words.PROGRAMMED)).isEqualTo("False/ReleasePending");
        assertThat(first.happenings()).containsExactly("Normal Accepted", "Warning ReleasePending");
        assertThat(later.happenings()).isEmpty();
        assertThat(later.brief(Words.READY)).isEqualTo("False/ReleasePending");
        assertThat(later.brief(Words.DEGRADED)).isEqualTo("False/AsPlanned");
    }

    @Test
    void afterAChangeOfTheIDTheReportOfTheNewOneCounts() {
        scene.node("node-a").ofOldID = Report.of(Part.RELEASING).because("ConfigChanged");
        scene.node("node-b").ofOldID = Report.of(Part.INITIALIZE).because("ConfigChanged");

        Said said = Said.in(scene.look());

        assertThat(said.brief(Words.READY)).isEqualTo("True/Active");
        assertThat(said.change().status().backupSummary()).isEqualTo("node-b");
    }
}
