package dev.virtualip.operator.vrrprouter;

import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.SnapshotSources;
import dev.virtualip.operator.writing.Again;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;

/** Gives each Node its VRRPRouter. */
final class NodeReconciler implements Reconciler<NodeObject> {
    private final RouterWriter writer;
    private final PlanEventSource<NodeObject> plans;
    private final SnapshotSources inputs;

    NodeReconciler(RouterWriter writer, PlanEventSource<NodeObject> plans, SnapshotSources inputs) {
        this.writer = writer;
        this.plans = plans;
        this.inputs = inputs;
    }

    @Override
    public List<EventSource<?, NodeObject>> prepareEventSources(EventSourceContext<NodeObject> context) {
        List<EventSource<?, NodeObject>> sources = new ArrayList<>(inputs.sources(context));
        sources.add(plans);
        return sources;
    }

    @Override
    public UpdateControl<NodeObject> reconcile(NodeObject node, Context<NodeObject> context) {
        return Again.in(writer.create(node.getMetadata().getName()));
    }
}
