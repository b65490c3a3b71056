package dev.virtualip.operator.plan.spec;

import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.candidates.RetainedRouter;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The entries of a group, or of a retained virtual router, in the VRRPRouters of its nodes.
 *
 * @param entries the entries, one per virtual router and node
 * @param held the releases that VirtualIPs wait for, by name
 */
public record RouterEntries(List<Entry> entries, Map<String, List<Finding>> held) {

    /**
     * An entry of one node.
     *
     * @param node the name of the node
     * @param router the virtual router
     */
    public record Entry(String node, VirtualRouter router) {}

    public static RouterEntries of(RetainedRouter retained) {
        return new RouterEntries(
                retained.router().places().values().stream()
                        .filter(place -> place.spec() != null)
                        .map(place -> new Entry(place.node(), withoutOldOrder(retained.router(), place)))
                        .toList(),
                Map.of());
    }

    /** Removes an order to hand over that was carried out: while it stands, the node never preempts. */
    private static VirtualRouter withoutOldOrder(RunningRouter router, HostedRouter place) {
        VirtualRouter spec = Objects.requireNonNull(place.spec());
        boolean handedOver = place.report() != null
                && RouterState.BACKUP.is(place.report().state())
                && router.places().values().stream().anyMatch(HostedRouter::isActive);
        return spec.release() == null || !handedOver
                ? spec
                : spec.toBuilder().release(null).build();
    }
}
