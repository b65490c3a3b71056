package dev.virtualip.operator.reconciler;

import static dev.virtualip.operator.planloop.PlanResults.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.operator.api.FakeApiServer;
import dev.virtualip.operator.metrics.WriteCounts;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.PlanResults;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.RecentWrites;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A VRRPRouter is written whole, only when it differs, only by a plan made from it, and only while leading. */
class VRRPRouterReconcilerTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int refusal;
    private boolean leading = true;
    private @Nullable PlanResult plan;
    private final FakeApiServer server = FakeApiServer.start(this::answer);
    private final RecentWrites<VRRPRouter> written = new RecentWrites<>();
    private final VRRPRouterClient client = new VRRPRouterClient(server.client(), "");
    private final FencedWriter writer = new FencedWriter("VRRPRouter", () -> leading, new WriteCounts());
    private final VRRPRouterReconciler reconciler = new VRRPRouterReconciler(
            client, written, () -> plan, writer, new PlanEventSource<>((a, b) -> true, () -> {}));
    private final NodeReconciler nodeReconciler =
            new NodeReconciler(client, written, () -> plan, writer, context -> List.of());

    private Object answer(FakeApiServer.Request request) {
        switch (request.method()) {
            case "DELETE" ->
                requests.add(
                        "delete %s on %s".formatted(request.name(), request.field("/preconditions/resourceVersion")));
            case "POST" ->
                requests.add("create %s %s"
                        .formatted(request.field("/metadata/name"), request.field("/spec/virtualRouters/0/priority")));
            default ->
                requests.add("apply %s %s of %s%s"
                        .formatted(
                                request.name(),
                                request.field("/spec/virtualRouters/0/priority"),
                                request.field("/metadata/uid"),
                                request.field("/metadata/resourceVersion")));
        }
        if (refusal != 0) {
            throw new FakeApiServer.RefusedException(refusal);
        }
        if (request.method().equals("DELETE")) {
            return new StatusBuilder().withStatus("Success").build();
        }
        VRRPRouter sent = request.as(VRRPRouter.class);
        VRRPRouter stored = router(sent.getMetadata().getName(), 4, sent.getSpec());
        stored.getMetadata().setResourceVersion("8");
        return stored;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Optional<Long> reconcile(VRRPRouter router) {
        return reconciler.reconcile(router).getScheduleDelay();
    }

    private Optional<Long> reconcileNode(String name) {
        NodeObject node = new NodeObject();
        node.setMetadata(new ObjectMetaBuilder().withName(name).build());
        return nodeReconciler.reconcile(node).getScheduleDelay();
    }

    @Test
    void differingSpecIsWrittenWholeWithTheUidAndNoResourceVersion() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(150)).make();

        assertThat(reconcile(router("a", 3, spec(100)))).isEmpty();

        assertThat(requests).containsExactly("apply a 150 of uid-a");
    }

    @Test
    void equalSpecIsNotWritten() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(100)).make();

        assertThat(reconcile(router("a", 3, spec(100)))).isEmpty();

        assertThat(requests).isEmpty();
    }

    @Test
    void planFromAnotherSpecIsIgnored() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(150)).make();

        assertThat(reconcile(router("a", 4, spec(120)))).isEmpty();

        assertThat(requests).isEmpty();
    }

    @Test
    void planFromAnotherObjectOfThatNameIsIgnored() {
        plan = new PlanResults().seen("a", 1, spec(100)).wanted("a", spec(150)).make();
        VRRPRouter other = router("a", 1, spec(100));
        other.getMetadata().setUid("another");

        assertThat(reconcile(other)).isEmpty();

        assertThat(requests).isEmpty();
    }

    @Test
    void ownWriteCountsBeforeTheWatchReportsIt() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(150)).make();
        VRRPRouter stale = router("a", 3, spec(100));
        reconcile(stale);

        assertThat(reconcile(stale)).isEmpty();

        assertThat(requests).hasSize(1);
    }

    @Test
    void standbyWritesNothing() {
        plan = new PlanResults()
                .seen("a", 3, spec(100))
                .wanted("a", spec(150))
                .wanted("b", spec(1))
                .make();
        leading = false;

        assertThat(reconcile(router("a", 3, spec(100)))).isEmpty();
        assertThat(reconcileNode("b")).isEmpty();

        assertThat(requests).isEmpty();
    }

    @Test
    void nothingIsWrittenWithoutAPlan() {
        assertThat(reconcile(router("a", 3, spec(100)))).isEmpty();
        assertThat(reconcileNode("a")).isEmpty();

        assertThat(requests).isEmpty();
    }

    @Test
    void missingRouterIsCreatedIfItWasMissingInThePlan() {
        plan = new PlanResults()
                .wanted("a", spec(150))
                .seen("b", 1, spec(1))
                .wanted("b", spec(2))
                .make();

        assertThat(reconcileNode("a")).isEmpty();
        assertThat(reconcileNode("b")).isEmpty();
        assertThat(reconcileNode("c")).isEmpty();

        assertThat(requests).containsExactly("create a 150");
    }

    @Test
    void onlyRemovableRouterIsDeletedInTheStateThatWasSeen() {
        plan = new PlanResults()
                .seen("a", 3, spec(100))
                .seen("b", 3, spec(100))
                .removable("b")
                .make();

        reconcile(router("a", 3, spec(100)));
        reconcile(router("b", 3, spec(100)));

        assertThat(requests).containsExactly("delete b on 7");
    }

    @Test
    void refusedWriteIsRetriedAfterADelay() {
        plan = new PlanResults().seen("a", 3, spec(100)).wanted("a", spec(150)).make();
        refusal = 409;

        assertThat(reconcile(router("a", 3, spec(100))))
                .hasValueSatisfying(millis -> assertThat(millis).isPositive().isLessThan(1000));
        refusal = 0;
        assertThat(reconcile(router("a", 3, spec(100)))).isEmpty();

        assertThat(requests).hasSize(2);
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
}
