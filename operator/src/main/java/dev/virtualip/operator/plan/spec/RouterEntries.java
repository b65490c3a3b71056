package dev.virtualip.operator.plan.spec;

import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.candidates.RetainedRouter;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
                        .map(place -> new Entry(place.node(), unchanged(retained, place)))
                        .filter(entry -> !entry.router().addresses().isEmpty())
                        .toList(),
                Map.of());
    }

    private static VirtualRouter unchanged(RetainedRouter retained, HostedRouter place) {
        VirtualRouter spec = withoutOldOrder(retained.router(), place);
        return retained.givenAway().isEmpty()
                ? spec
                : spec.toBuilder()
                        .addresses(without(retained.givenAway(), spec.addresses()))
                        .extraAddresses(without(retained.givenAway(), spec.extraAddresses()))
                        .build();
    }

    private static List<String> without(Set<InetAddress> givenAway, List<String> addresses) {
        return addresses.stream()
                .filter(text -> ReadableAddresses.read(text)
                        .map(prefix -> !givenAway.contains(prefix.address()))
                        .orElse(true))
                .toList();
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
