package dev.virtualip.operator.plan.spec;

import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Removes retained virtual routers from a move group whose election settings they no longer share. An agent rejects a
 * move group with mixed settings, which would affect the other members.
 */
public final class MoveGroupGuard {
    private final Map<String, VirtualRouter> models = new HashMap<>();

    /**
     * Collects the move groups of a node.
     *
     * @param planned the planned virtual routers
     */
    public MoveGroupGuard(Iterable<VirtualRouter> planned) {
        planned.forEach(this::accept);
    }

    /** Adds retained virtual routers, without their move group if they do not fit. */
    public void admit(List<VirtualRouter> retained, SortedMap<String, VirtualRouter> routers) {
        for (VirtualRouter router : retained) {
            routers.put(Objects.requireNonNull(router.name()), accept(router) ? router : alone(router));
        }
    }

    private boolean accept(VirtualRouter router) {
        String group = router.moveGroup();
        VirtualRouter model = group == null ? null : models.putIfAbsent(group, router);
        return model == null || isElectedAlike(router, model);
    }

    private static boolean isElectedAlike(VirtualRouter a, VirtualRouter b) {
        return a.priorityOrDefault() == b.priorityOrDefault()
                && a.advertisementIntervalOrDefault().equals(b.advertisementIntervalOrDefault())
                && a.preemptOrDefault().policyOrDefault()
                        == b.preemptOrDefault().policyOrDefault()
                && a.preemptOrDefault()
                        .delayOrDefault()
                        .equals(b.preemptOrDefault().delayOrDefault())
                && a.vrrpOrDefault().versionOrDefault() == b.vrrpOrDefault().versionOrDefault();
    }

    private static VirtualRouter alone(VirtualRouter router) {
        return new VirtualRouter(
                router.name(),
                router.virtualIPs(),
                router.interfaceName(),
                router.addresses(),
                router.extraAddresses(),
                router.addressLabel(),
                router.bindPrefix(),
                router.addressLifetime(),
                router.release(),
                router.priority(),
                router.advertisementInterval(),
                router.preempt(),
                router.vrrp(),
                router.sourceAddress(),
                router.unicastPeers(),
                router.acceptMode(),
                null,
                router.healthChecks(),
                router.announcements());
    }
}
