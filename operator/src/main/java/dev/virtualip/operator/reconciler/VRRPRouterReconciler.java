package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.WantedRouter;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.snapshot.SnapshotBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the spec that the newest plan gives a VRRPRouter, or deletes the object when its Node is gone. Two rules keep
 * an old plan from undoing what a newer one wrote: a plan counts for an object only if it was made from that object's
 * present spec, and only the leader writes.
 */
final class VRRPRouterReconciler implements Reconciler<VRRPRouter> {
    private final VRRPRouterClient routers;
    private final RecentWrites<VRRPRouter> written;
    private final Supplier<@Nullable PlanResult> plans;
    private final FencedWriter writer;
    private final PlanEventSource<VRRPRouter> planEvents;

    /**
     * Creates the reconciler.
     *
     * @param written the objects as this operator wrote them last
     * @param plans the newest plan; null: there is none
     * @param planEvents triggers a reconciliation after a plan
     */
    VRRPRouterReconciler(
            VRRPRouterClient routers,
            RecentWrites<VRRPRouter> written,
            Supplier<@Nullable PlanResult> plans,
            FencedWriter writer,
            PlanEventSource<VRRPRouter> planEvents) {
        this.routers = routers;
        this.written = written;
        this.plans = plans;
        this.writer = writer;
        this.planEvents = planEvents;
    }

    @Override
    public List<EventSource<?, VRRPRouter>> prepareEventSources(EventSourceContext<VRRPRouter> context) {
        return List.of(planEvents);
    }

    @Override
    public UpdateControl<VRRPRouter> reconcile(VRRPRouter cached, Context<VRRPRouter> context) {
        return reconcile(cached);
    }

    /** Reconciles without a context, which is not needed. */
    UpdateControl<VRRPRouter> reconcile(VRRPRouter cached) {
        VRRPRouter current = written.newest(cached);
        String node = current.getMetadata().getName();
        PlanResult result = plans.get();
        if (result == null || !isPlannedFrom(result.seenRouter(node), current)) {
            return UpdateControl.noUpdate();
        }
        if (result.plan().removable().contains(node)) {
            return writer.write(node, "delete", () -> {
                routers.delete(current);
                written.deleted(node);
            });
        }
        WantedRouter wanted = result.wantedRouter(node);
        if (wanted == null || wanted.equals(present(current))) {
            return UpdateControl.noUpdate();
        }
        return writer.write(node, "apply", () -> written.wrote(routers.apply(current, wanted)));
    }

    private static WantedRouter present(VRRPRouter router) {
        return new WantedRouter(router.getSpec(), SnapshotBuilder.planned(router.getMetadata()));
    }

    private static boolean isPlannedFrom(@Nullable ObservedRouter seen, VRRPRouter current) {
        return seen != null
                && seen.uid().equals(current.getMetadata().getUid())
                && seen.generation()
                        == Objects.requireNonNullElse(current.getMetadata().getGeneration(), 0L);
    }
}
