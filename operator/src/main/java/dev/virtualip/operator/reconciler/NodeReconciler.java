package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.WantedRouter;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.RecentWrites;
import dev.virtualip.operator.snapshot.SnapshotSources;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates the VRRPRouter of each Node that has none and that the plan gives one. */
final class NodeReconciler implements Reconciler<NodeObject> {
    private final VRRPRouterClient routers;
    private final RecentWrites<VRRPRouter> written;
    private final Supplier<@Nullable PlanResult> plans;
    private final FencedWriter writer;
    private final Function<EventSourceContext<NodeObject>, List<EventSource<?, NodeObject>>> eventSources;

    /**
     * Creates the reconciler.
     *
     * @param written the objects as this operator wrote them last
     * @param plans the newest plan; null: there is none
     * @param eventSources what triggers a reconciliation, or asks for a plan
     */
    NodeReconciler(
            VRRPRouterClient routers,
            RecentWrites<VRRPRouter> written,
            Supplier<@Nullable PlanResult> plans,
            FencedWriter writer,
            Function<EventSourceContext<NodeObject>, List<EventSource<?, NodeObject>>> eventSources) {
        this.routers = routers;
        this.written = written;
        this.plans = plans;
        this.writer = writer;
        this.eventSources = eventSources;
    }

    /** The sources of a plan's inputs, and the plan itself. */
    static Function<EventSourceContext<NodeObject>, List<EventSource<?, NodeObject>>> eventSources(
            SnapshotSources inputs, PlanEventSource<NodeObject> planEvents) {
        return context -> {
            List<EventSource<?, NodeObject>> sources = new ArrayList<>(inputs.sources(context));
            sources.add(planEvents);
            return sources;
        };
    }

    @Override
    public List<EventSource<?, NodeObject>> prepareEventSources(EventSourceContext<NodeObject> context) {
        return eventSources.apply(context);
    }

    @Override
    public UpdateControl<NodeObject> reconcile(NodeObject node, Context<NodeObject> context) {
        return reconcile(node);
    }

    /** Reconciles without a context, which is not needed. */
    UpdateControl<NodeObject> reconcile(NodeObject node) {
        String name = node.getMetadata().getName();
        PlanResult result = plans.get();
        WantedRouter wanted = result == null ? null : result.wantedRouter(name);
        if (result == null || wanted == null || result.seenRouter(name) != null) {
            return UpdateControl.noUpdate();
        }
        return writer.write(name, "create", () -> written.wrote(routers.create(name, wanted)));
    }
}
