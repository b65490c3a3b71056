package dev.virtualip.operator.vrrprouter;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.writing.Again;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Keeps a VRRPRouter as planned. */
final class VRRPRouterReconciler implements Reconciler<VRRPRouter> {
    private final RouterWriter writer;
    private final PlanEventSource<VRRPRouter> plans;

    VRRPRouterReconciler(RouterWriter writer, PlanEventSource<VRRPRouter> plans) {
        this.writer = writer;
        this.plans = plans;
    }

    @Override
    public List<EventSource<?, VRRPRouter>> prepareEventSources(EventSourceContext<VRRPRouter> context) {
        return List.of(plans);
    }

    @Override
    public UpdateControl<VRRPRouter> reconcile(VRRPRouter router, Context<VRRPRouter> context) {
        return Again.in(writer.settle(router));
    }
}
