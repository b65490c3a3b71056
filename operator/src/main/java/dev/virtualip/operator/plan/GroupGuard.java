package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualRouter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Takes virtual routers that go on as they are out of a move group from which they differ by now: an agent takes no
 * group whose members are elected unlike each other, and the others must not suffer.
 */
final class GroupGuard {
    private final Map<String, VirtualRouter> models = new HashMap<>();

    /**
     * The move groups of a node.
     *
     * @param planned the virtual routers that are as they shall be
     */
    GroupGuard(Iterable<VirtualRouter> planned) {
        planned.forEach(this::accept);
    }

    /** Adds virtual routers that go on as they are, as far as they fit. */
    void admit(List<VirtualRouter> verbatims, SortedMap<String, VirtualRouter> routers) {
        for (VirtualRouter router : verbatims) {
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
