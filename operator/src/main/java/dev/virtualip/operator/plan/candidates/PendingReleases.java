package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.request.RequestComponent;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.UsedRouterIDs.Space;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses, Virtual Router IDs and priorities that nodes have not released yet. Each is used again only after every
 * node that had it confirmed the release, or its Node was deleted.
 */
public final class PendingReleases {
    private final Networks networks;
    private final Collection<List<HostedRouter>> hostedRouters;

    public PendingReleases(RequestComponent component, Networks networks) {
        this.networks = networks;
        this.hostedRouters = component.hostedRouters().values();
    }

    /** Returns what a node has to release itself before it can get a group; null: nothing. */
    static @Nullable Finding blockerOn(NodeFacts node, RouterGroup group, Networks networks) {
        for (HostedRouter hosted : node.hostedRouters()) {
            for (PlannedRouter router : group.routers()) {
                if (router.collidesWith(hosted, networks)) {
                    return pending(hosted, hosted.name());
                }
            }
        }
        return null;
    }

    /** Returns the release that an address waits for; null: none. */
    @Nullable
    public Finding blockerOf(IpPrefix address, PlannedRouter router) {
        if (router.running() != null && router.running().addresses().contains(address.address())) {
            return null;
        }
        for (List<HostedRouter> ofName : hostedRouters) {
            for (HostedRouter hosted : ofName) {
                if (hosted.addresses().contains(address.address()) && !router.isSame(hosted, networks)) {
                    return pending(hosted, AddressText.format(address.address()));
                }
            }
        }
        return null;
    }

    /** Returns the release that the ID of a new virtual router waits for; null: none. */
    public static @Nullable Finding blockerOfID(PlannedRouter router, ClusterIndex cluster) {
        if (router.running() != null
                || router.id() == 0
                || !cluster.usedIDs().has(new Space(router.network(), router.ipv6()), router.id())) {
            return null;
        }
        for (NodeFacts node : cluster.nodes()) {
            for (HostedRouter hosted : node.hostedRouters()) {
                boolean same = hosted.ipv6() == router.ipv6()
                        && hosted.id() == router.id()
                        && cluster.networks().of(hosted.node(), hosted.vrrpInterfaceName()) == router.network();
                if (same && !hosted.name().equals(router.name())) {
                    return pending(hosted, "Virtual Router ID " + router.id());
                }
            }
        }
        return null;
    }

    /** Returns the release that the priorities of a new virtual router wait for; null: none. */
    @Nullable
    public Finding blockerOfPriorities(PlannedRouter router, List<NodePlacement> placements) {
        if (router.running() != null) {
            return null;
        }
        for (List<HostedRouter> ofName : hostedRouters) {
            for (HostedRouter hosted : ofName) {
                boolean same = hosted.ipv6() == router.ipv6() && router.isSame(hosted, networks);
                if (same && placements.stream().anyMatch(placement -> isAnothers(placement, hosted))) {
                    return pending(hosted, "priority " + hosted.priority());
                }
            }
        }
        return null;
    }

    private static boolean isAnothers(NodePlacement placement, HostedRouter hosted) {
        return placement.priority() == hosted.priority()
                && !placement.node().name().equals(hosted.node());
    }

    private static Finding pending(HostedRouter hosted, String what) {
        return new Finding(
                "ReleasePending",
                "%s: node %s has not confirmed the release of %s (Virtual Router ID %d on %s); waiting until its"
                                .formatted(what, hosted.node(), hosted.name(), hosted.id(), hosted.vrrpInterfaceName())
                        + " agent confirms it or the Node is deleted");
    }
}
