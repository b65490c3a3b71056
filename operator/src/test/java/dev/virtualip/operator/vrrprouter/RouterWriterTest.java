package dev.virtualip.operator.vrrprouter;

import static dev.virtualip.operator.planloop.PlanResults.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.PlanResults;
import dev.virtualip.operator.planloop.WantedRouter;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.writing.WriteCounts;
import dev.virtualip.operator.writing.Writer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A VRRPRouter is written whole, only when it differs, only by a plan that was made from it, only while leading. */
class RouterWriterTest {
    private final Cluster cluster = new Cluster();
    private boolean leading = true;
    private @Nullable PlanResult plan;
    private final RouterWriter writer = new RouterWriter(
            cluster, new RecentWrites<>(), () -> plan, new Writer("VRRPRouter", () -> leading, new WriteCounts()));

    @Test
    void whatDiffersIsWrittenWhole() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(150)).make();

        assertThat(writer.settle(router("a", 3, spec(100)))).isZero();

        assertThat(cluster.requests).containsExactly("apply a 150 on 7");
    }

    @Test
    void whatIsAsPlannedIsNotWritten() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(100)).make();

        assertThat(writer.settle(router("a", 3, spec(100)))).isZero();

        assertThat(cluster.requests).isEmpty();
    }

    @Test
    void aPlanThatWasMadeFromAnotherSpecDoesNotCount() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(150)).make();

        assertThat(writer.settle(router("a", 4, spec(120)))).isZero();

        assertThat(cluster.requests).isEmpty();
    }

    @Test
    void aPlanThatWasMadeFromAnotherObjectOfThatNameDoesNotCount() {
        plan = new PlanResults().seen("a", 1, spec(100)).wanted("a", spec(150)).make();
        VRRPRouter other = router("a", 1, spec(100));
        other.getMetadata().setUid("another");

        assertThat(writer.settle(other)).isZero();

        assertThat(cluster.requests).isEmpty();
    }

    @Test
    void itsOwnWriteCountsBeforeTheWatchShowsIt() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(150)).make();
        VRRPRouter stale = router("a", 3, spec(100));
        writer.settle(stale);

        assertThat(writer.settle(stale)).isZero();

        assertThat(cluster.requests).hasSize(1);
    }

    @Test
    void whoDoesNotLeadWritesNothing() {
        plan = new PlanResults()
                .seen("a", 3, spec(100))
                .wanted("a", spec(150))
                .wanted("b", spec(1))
                .make();
        leading = false;

        assertThat(writer.settle(router("a", 3, spec(100)))).isZero();
        assertThat(writer.create("b")).isZero();

        assertThat(cluster.requests).isEmpty();
    }

    @Test
    void withoutAPlanNothingIsWritten() {
        assertThat(writer.settle(router("a", 3, spec(100)))).isZero();
        assertThat(writer.create("a")).isZero();

        assertThat(cluster.requests).isEmpty();
    }

    @Test
    void aMissingOneIsMadeAsThePlanSaysAndOnlyIfItWasMissingThen() {
        plan = new PlanResults()
                .wanted("a", spec(150))
                .seen("b", 1, spec(1))
                .wanted("b", spec(2))
                .make();

        assertThat(writer.create("a")).isZero();
        assertThat(writer.create("b")).isZero();
        assertThat(writer.create("c")).isZero();

        assertThat(cluster.requests).containsExactly("create a 150");
    }

    @Test
    void onlyWhatThePlanGivesFreeIsDeleted() {
        plan = new PlanResults()
                .seen("a", 3, spec(100))
                .seen("b", 3, spec(100))
                .removable("b")
                .make();

        writer.settle(router("a", 3, spec(100)));
        writer.settle(router("b", 3, spec(100)));

        assertThat(cluster.requests).containsExactly("delete b on 7");
    }

    @Test
    void aRefusedWriteIsTriedAgainAfterAPause() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(150)).make();
        cluster.failure = new KubernetesClientException("it changed", 409, null);

        assertThat(writer.settle(router("a", 3, spec(100)))).isPositive().isLessThan(Duration.ofSeconds(1));
        cluster.failure = null;
        assertThat(writer.settle(router("a", 3, spec(100)))).isZero();

        assertThat(cluster.requests).hasSize(2);
    }

    private static VRRPRouter router(String node, long generation, VRRPRouterSpec spec) {
        VRRPRouter router = new VRRPRouter();
        router.setMetadata(new ObjectMetaBuilder()
                .withName(node)
                .withUid("uid-" + node)
                .withGeneration(generation)
                .withResourceVersion("7")
                .build());
        router.setSpec(spec);
        return router;
    }

    /** Notes what it is asked for. */
    private static final class Cluster implements RouterStore {
        private final List<String> requests = new ArrayList<>();
        private @Nullable KubernetesClientException failure;

        @Override
        public VRRPRouter create(String node, WantedRouter wanted) {
            asked("create " + node + " " + priority(wanted));
            return router(node, 1, wanted.spec());
        }

        @Override
        public VRRPRouter apply(VRRPRouter current, WantedRouter wanted) {
            String name = current.getMetadata().getName();
            asked("apply %s %d on %s"
                    .formatted(name, priority(wanted), current.getMetadata().getResourceVersion()));
            VRRPRouter applied = router(name, current.getMetadata().getGeneration() + 1, wanted.spec());
            applied.getMetadata().setResourceVersion("8");
            return applied;
        }

        @Override
        public void delete(VRRPRouter current) {
            asked("delete %s on %s"
                    .formatted(
                            current.getMetadata().getName(),
                            current.getMetadata().getResourceVersion()));
        }

        private void asked(String request) {
            requests.add(request);
            if (failure != null) {
                throw failure;
            }
        }

        private static int priority(WantedRouter wanted) {
            return wanted.spec().virtualRouters().getFirst().priorityOrDefault();
        }
    }
}
