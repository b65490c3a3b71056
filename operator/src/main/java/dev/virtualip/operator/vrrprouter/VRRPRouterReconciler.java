package dev.virtualip.operator.vrrprouter;

import dev.virtualip.crds.VRRPRouterResource;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.writing.Again;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Keeps a VRRPRouter as planned. */
final class VRRPRouterReconciler implements Reconciler<VRRPRouterResource> {
    private final RouterWriter writer;
    private final PlanEventSource<VRRPRouterResource> plans;

    VRRPRouterReconciler(RouterWriter writer, PlanEventSource<VRRPRouterResource> plans) {
        this.writer = writer;
        this.plans = plans;
    }

    @Override
    public List<EventSource<?, VRRPRouterResource>> prepareEventSources(
            EventSourceContext<VRRPRouterResource> context) {
        return List.of(plans);
    }

    @Override
    public UpdateControl<VRRPRouterResource> reconcile(VRRPRouterResource router, Context<VRRPRouterResource> context) {
        return Again.in(writer.settle(router));
    }
}
