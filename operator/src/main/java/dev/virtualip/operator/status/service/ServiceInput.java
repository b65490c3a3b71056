package dev.virtualip.operator.status.service;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.plan.model.WantedService;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The input of the statuses of Services.
 *
 * @param plan the newest plan
 * @param virtualIPs the VirtualIPs that the plan was made from, by name
 * @param routers the VRRPRouters that the plan was made from, by node
 * @param statuses the next status of each VirtualIP, by name; null: not known
 * @param now the time
 */
public record ServiceInput(
        Plan plan,
        Map<String, WantedVirtualIP> virtualIPs,
        Map<String, ObservedRouter> routers,
        Function<String, @Nullable VirtualIPStatus> statuses,
        Instant now) {

    /** Whether a VirtualIP belongs to a Service, because the operator created it for that Service. */
    static boolean isOwnedBy(WantedVirtualIP virtualIP, WantedService service) {
        return service.namespace().equals(virtualIP.labels().get(OwnedVirtualIP.SERVICE_NAMESPACE))
                && service.name().equals(virtualIP.labels().get(OwnedVirtualIP.SERVICE_NAME));
    }

    /** Whether a VirtualIP of this name stays: a user's, or the operator's that a Service still needs. */
    boolean stays(String virtualIP) {
        return plan.services().virtualIPs().containsKey(virtualIP)
                || (virtualIPs.containsKey(virtualIP)
                        && !plan.services().obsolete().contains(virtualIP));
    }
}
