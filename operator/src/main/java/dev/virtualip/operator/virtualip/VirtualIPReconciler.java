package dev.virtualip.operator.virtualip;

import dev.virtualip.crds.VirtualIPResource;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.writing.Again;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Keeps the status of a VirtualIP as planned. */
final class VirtualIPReconciler implements Reconciler<VirtualIPResource> {
    private final StatusWriter writer;
    private final PlanEventSource<VirtualIPResource> plans;

    VirtualIPReconciler(StatusWriter writer, PlanEventSource<VirtualIPResource> plans) {
        this.writer = writer;
        this.plans = plans;
    }

    @Override
    public List<EventSource<?, VirtualIPResource>> prepareEventSources(EventSourceContext<VirtualIPResource> context) {
        return List.of(plans);
    }

    @Override
    public UpdateControl<VirtualIPResource> reconcile(VirtualIPResource virtualIP, Context<VirtualIPResource> context) {
        return Again.in(writer.settle(virtualIP));
    }
}
