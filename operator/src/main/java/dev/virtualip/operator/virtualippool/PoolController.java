package dev.virtualip.operator.virtualippool;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.writing.Wiring;
import io.javaoperatorsdk.operator.Operator;
import java.time.InstantSource;
import java.util.Objects;

/** The controller of VirtualIPPools. */
public final class PoolController {
    private final PlanEventSource<VirtualIPPool> events;

    private PoolController(Wiring wiring) {
        events = new PlanEventSource<>((a, b) -> !Objects.equals(a.getSpec(), b.getSpec()), wiring.request());
    }

    /** Adds it to the operator. */
    public static PoolController register(Operator operator, Wiring wiring) {
        PoolController controller = new PoolController(wiring);
        operator.register(
                new VirtualIPPoolReconciler(
                        wiring.client(),
                        wiring.writer(ApiGroup.VIRTUAL_IP_POOL),
                        InstantSource.system(),
                        controller.events),
                config -> config.withItemStore(wiring.caches().pools()));
        return controller;
    }

    /** Pools that came while nobody led have their turn with the plan; those that are fine cost nothing. */
    public void planned(PlanResult result) {
        events.wake(result.snapshot().desired().pools().keySet());
    }
}
