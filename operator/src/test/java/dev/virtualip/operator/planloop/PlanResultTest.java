package dev.virtualip.operator.planloop;

import static dev.virtualip.operator.planloop.PlanResults.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A plan wakes only reconcilers whose object differs from it: none at rest. */
class PlanResultTest {

    @Test
    void nodeWithoutVRRPRouterIsMissing() {
        PlanResult result = new PlanResults()
                .seen("a", 1, spec(100))
                .wanted("a", spec(100))
                .wanted("b", spec(100))
                .make();

        assertThat(result.missingRouters()).containsExactly("b");
    }

    @Test
    void appliedPlanDoesNotDiffer() {
        PlanResult result = new PlanResults()
                .seen("a", 1, spec(100))
                .wanted("a", spec(100))
                .seen("b", 1, spec(100))
                .make();

        assertThat(result.differingRouters()).isEmpty();
    }

    @Test
    void anotherSpecAnotherAnnotationAndWhatCanGoDiffer() {
        PlanResult result = new PlanResults()
                .seen("spec", 1, spec(100))
                .wanted("spec", spec(101))
                .seen("annotation", 1, spec(100))
                .wanted("annotation", spec(100))
                .unconfirmed("annotation", "192.0.2.10")
                .removable("gone")
                .make();

        assertThat(result.differingRouters()).containsExactly("annotation", "gone", "spec");
    }

    @Test
    void planIsUnwrittenUntilEveryVRRPRouterIsAnotherThanItFound() {
        PlanResults found = new PlanResults().seen("a", 1, spec(100)).seen("b", 1, spec(100));
        PlanResult result = found.wanted("a", spec(101)).wanted("b", spec(101)).make();

        assertThat(result.isUnwrittenIn(result.snapshot())).isTrue();
        assertThat(result.isUnwrittenIn(pictureOf(2, 1)))
                .as("one of two is written")
                .isTrue();
        assertThat(result.isUnwrittenIn(pictureOf(2, 2))).isFalse();
    }

    @Test
    void planThatAsksForNothingIsWritten() {
        PlanResult result =
                new PlanResults().seen("a", 1, spec(100)).wanted("a", spec(100)).make();

        assertThat(result.isUnwrittenIn(result.snapshot())).isFalse();
    }

    private static ClusterSnapshot pictureOf(long generationOfA, long generationOfB) {
        return new PlanResults()
                .seen("a", generationOfA, spec(100))
                .seen("b", generationOfB, spec(100))
                .make()
                .snapshot();
    }

    @Test
    void ownStatusWriteIsStoredAndAnyOtherUpdateIsNot() {
        VirtualIPStatus planned = VirtualIPStatus.none();
        PlanResult result = new PlanResults().said("web", planned).make();
        VirtualIP before = virtualIP(null);

        assertThat(result.isStored(before, virtualIP(planned))).isTrue();

        assertThat(result.isStored(before, virtualIP(null)))
                .as("another status")
                .isFalse();
        VirtualIP edited = virtualIP(planned);
        edited.getMetadata().setGeneration(2L);
        assertThat(result.isStored(before, edited)).as("another spec").isFalse();
        VirtualIP annotated = virtualIP(planned);
        annotated.getMetadata().setAnnotations(Map.of("virtualip.dev/move-to", "b"));
        assertThat(result.isStored(before, annotated)).as("another annotation").isFalse();
        VirtualIP deleting = virtualIP(planned);
        deleting.getMetadata().setDeletionTimestamp("2026-01-02T00:00:00Z");
        assertThat(result.isStored(before, deleting)).as("being deleted").isFalse();
    }

    private static VirtualIP virtualIP(@Nullable VirtualIPStatus status) {
        VirtualIP virtualIP = new VirtualIP();
        virtualIP.getMetadata().setName("web");
        virtualIP.getMetadata().setUid("uid");
        virtualIP.getMetadata().setGeneration(1L);
        if (status != null) {
            virtualIP.setStatus(status);
        }
        return virtualIP;
    }
}
