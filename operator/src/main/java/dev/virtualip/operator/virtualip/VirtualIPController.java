package dev.virtualip.operator.virtualip;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.writing.Wiring;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import java.time.Duration;

/** The controller of VirtualIPs: it says what has come of them. */
public final class VirtualIPController {
    private static final long PAGE = 250;

    /**
     * A status is written at once after a rest, and then at most once in this time: a new address passes through half a
     * dozen states within a second, one for each report of its agents.
     */
    private static final Duration PACE = Duration.ofMillis(250);

    private final PlanEventSource<VirtualIP> events;

    private VirtualIPController(Wiring wiring) {
        events = new PlanEventSource<>((a, b) -> true, wiring.request());
    }

    /** Adds it to the operator. */
    public static VirtualIPController register(Operator operator, Wiring wiring) {
        VirtualIPController controller = new VirtualIPController(wiring);
        StatusWriter writer = new StatusWriter(
                new ClusterStatuses(wiring.client()),
                wiring.caches().writtenVirtualIPs(),
                wiring.plans(),
                wiring.writer(ApiGroup.VIRTUAL_IP),
                new HappeningTeller(wiring.events(), wiring.caches().nodes()));
        operator.register(
                new VirtualIPReconciler(writer, controller.events),
                config -> config.withItemStore(wiring.caches().virtualIPs())
                        .withInformerListLimit(PAGE)
                        .withRateLimiter(new LinearRateLimiter(PACE, 1)));
        return controller;
    }

    /** Wakes it for what a new plan says anew. */
    public void planned(PlanResult result) {
        events.wake(result.differingVirtualIPs());
    }
}
