package dev.virtualip.operator.plan.vrid;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.PendingReleases;
import dev.virtualip.operator.plan.candidates.PlannedRouter;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.request.RequestComponent;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.StableHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the Virtual Router ID of a new virtual router: the one that a user set, the one that it had, or an unused
 * one.
 */
public final class RouterIDChoice {
    private final ClusterIndex cluster;
    private final VirtualRouterIDAllocator ids;

    public RouterIDChoice(ClusterIndex cluster, VirtualRouterIDAllocator ids) {
        this.cluster = cluster;
        this.ids = ids;
    }

    /** Returns the virtual router with its ID; without one if its network is not known yet, or no ID is left. */
    public PlannedRouter of(RequestComponent component, RouterGroup group, PlannedRouter planned) {
        if (planned.id() > 0 || planned.network() == Networks.UNKNOWN) {
            return planned;
        }
        Integer given = planned.givenID();
        if (given != null) {
            return planned.under(given);
        }
        PlannedRouter former = former(component, planned);
        VirtualIPRequest oldest = planned.requests().getFirst();
        return former == null
                ? planned.under(ids.allocate(planned, preferred(group, planned), StableHash.of(oldest.name())))
                : former;
    }

    /** The same virtual router as nodes are releasing it, if no other one waits for its ID; null: none. */
    private @Nullable PlannedRouter former(RequestComponent component, PlannedRouter planned) {
        for (HostedRouter hosted : component.hostedRouters().getOrDefault(planned.name(), List.of())) {
            PlannedRouter same = planned.under(hosted.id());
            boolean ours = same.isSame(hosted, cluster.networks())
                    && same.ipv6() == hosted.ipv6()
                    && ids.owner(planned.network(), planned.ipv6(), hosted.id()) == null;
            if (ours && PendingReleases.blockerOfID(same, cluster) == null) {
                return same;
            }
        }
        return null;
    }

    /** The preferred IDs: the one in its status, then that of its other family. */
    private static List<Integer> preferred(RouterGroup group, PlannedRouter planned) {
        List<Integer> preferred = new ArrayList<>();
        String family = planned.ipv6() ? "IPv6" : "IPv4";
        for (RouterSummary router :
                planned.requests().getFirst().wanted().status().virtualRouters()) {
            if (router.family().equals(family) && router.virtualRouterID() != null) {
                preferred.add(router.virtualRouterID());
            }
        }
        group.routers().stream()
                .filter(other -> other.ipv6() != planned.ipv6()
                        && other.requests().contains(planned.requests().getFirst()))
                .forEach(other -> preferred.add(other.id()));
        return preferred;
    }
}
