package dev.virtualip.agent.report.status;

import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Status of a node whose agent has stopped: every virtual router is in Initialize. */
final class StoppedStatus {
    private static final String INITIALIZE = "Initialize";

    private StoppedStatus() {}

    static VRRPRouterStatus of(VRRPRouterStatus last, Instant now) {
        return new VRRPRouterStatus(
                last.observedGeneration(),
                last.interfaces(),
                last.virtualRouters().stream()
                        .map(router -> stopped(router, now))
                        .toList(),
                List.of(),
                last.conditions());
    }

    private static VirtualRouterStatus stopped(VirtualRouterStatus router, Instant now) {
        if (router.state().equals(INITIALIZE)) {
            return router;
        }
        return new VirtualRouterStatus(
                router.name(),
                router.interfaceName(),
                router.vrrpInterface(),
                router.virtualRouterID(),
                router.addresses(),
                INITIALIZE,
                router.priority(),
                null,
                null,
                null,
                null,
                router.sourceAddress(),
                now.truncatedTo(ChronoUnit.MILLIS).toString(),
                Reason.STOPPED.label(),
                router.transitions() + 1,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}
