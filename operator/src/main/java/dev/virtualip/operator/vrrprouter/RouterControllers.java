package dev.virtualip.operator.vrrprouter;

import dev.virtualip.crds.VRRPRouter;
import dev.virtualip.crds.VRRPRouterResource;
import dev.virtualip.operator.observe.NodeObject;
import dev.virtualip.operator.observe.Nodes;
import dev.virtualip.operator.observe.PlanInputs;
import dev.virtualip.operator.planning.Outcome;
import dev.virtualip.operator.planning.PlanEventSource;
import dev.virtualip.operator.writing.Wiring;
import io.javaoperatorsdk.operator.Operator;

/** The controllers of VRRPRouters: one makes what is missing, the other keeps what is there. */
public final class RouterControllers {
    /** A page of the first list: a bound for what is in memory at once before it is trimmed. */
    private static final long PAGE = 250;

    private final PlanEventSource<VRRPRouterResource> routerEvents;
    private final PlanEventSource<NodeObject> nodeEvents;

    private RouterControllers(Wiring wiring) {
        routerEvents = new PlanEventSource<>((a, b) -> true, wiring.request());
        nodeEvents = new PlanEventSource<>(Nodes::differ, wiring.request());
    }

    /** Adds them to the operator. */
    public static RouterControllers register(Operator operator, Wiring wiring, PlanInputs inputs) {
        RouterControllers controllers = new RouterControllers(wiring);
        RouterWriter writer = new RouterWriter(
                new ClusterRouters(wiring.client(), wiring.clusterUid()),
                wiring.caches().writtenRouters(),
                wiring.plans(),
                wiring.writer(VRRPRouter.KIND));
        operator.register(
                new VRRPRouterReconciler(writer, controllers.routerEvents),
                config -> config.withItemStore(wiring.caches().routers()).withInformerListLimit(PAGE));
        operator.register(
                new NodeReconciler(writer, controllers.nodeEvents, inputs),
                config -> config.withItemStore(wiring.caches().nodes()).withInformerListLimit(PAGE));
        return controllers;
    }

    /** Wakes them for what a new plan asks of them. */
    public void planned(Outcome outcome) {
        nodeEvents.wake(outcome.missingRouters());
        routerEvents.wake(outcome.differingRouters());
    }
}
