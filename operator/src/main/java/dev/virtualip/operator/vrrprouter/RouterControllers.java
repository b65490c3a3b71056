package dev.virtualip.operator.vrrprouter;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.NodeReader;
import dev.virtualip.operator.snapshot.SnapshotSources;
import dev.virtualip.operator.writing.Wiring;
import io.javaoperatorsdk.operator.Operator;

/** The controllers of VRRPRouters: one makes what is missing, the other keeps what is there. */
public final class RouterControllers {
    /** A page of the first list: a bound for what is in memory at once before it is trimmed. */
    private static final long PAGE = 250;

    private final PlanEventSource<VRRPRouter> routerEvents;
    private final PlanEventSource<NodeObject> nodeEvents;

    private RouterControllers(Wiring wiring) {
        routerEvents = new PlanEventSource<>((a, b) -> true, wiring.request());
        nodeEvents = new PlanEventSource<>(NodeReader::differ, wiring.request());
    }

    /** Adds them to the operator. */
    public static RouterControllers register(Operator operator, Wiring wiring, SnapshotSources inputs) {
        RouterControllers controllers = new RouterControllers(wiring);
        RouterWriter writer = new RouterWriter(
                new ClusterRouters(wiring.client(), wiring.clusterUid()),
                wiring.caches().writtenRouters(),
                wiring.plans(),
                wiring.writer(ApiGroup.VRRP_ROUTER));
        operator.register(
                new VRRPRouterReconciler(writer, controllers.routerEvents),
                config -> config.withItemStore(wiring.caches().routers()).withInformerListLimit(PAGE));
        operator.register(
                new NodeReconciler(writer, controllers.nodeEvents, inputs),
                config -> config.withItemStore(wiring.caches().nodes()).withInformerListLimit(PAGE));
        return controllers;
    }

    /** Wakes them for what a new plan asks of them. */
    public void planned(PlanResult result) {
        nodeEvents.wake(result.missingRouters());
        routerEvents.wake(result.differingRouters());
    }
}
