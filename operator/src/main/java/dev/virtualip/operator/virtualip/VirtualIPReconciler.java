package dev.virtualip.operator.virtualip;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.writing.Again;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Keeps the status of a VirtualIP as planned. */
final class VirtualIPReconciler implements Reconciler<VirtualIP> {
    private final StatusWriter writer;
    private final PlanEventSource<VirtualIP> plans;

    VirtualIPReconciler(StatusWriter writer, PlanEventSource<VirtualIP> plans) {
        this.writer = writer;
        this.plans = plans;
    }

    @Override
    public List<EventSource<?, VirtualIP>> prepareEventSources(EventSourceContext<VirtualIP> context) {
        return List.of(plans);
    }

    @Override
    public UpdateControl<VirtualIP> reconcile(VirtualIP virtualIP, Context<VirtualIP> context) {
        return Again.in(writer.settle(virtualIP));
    }
}
