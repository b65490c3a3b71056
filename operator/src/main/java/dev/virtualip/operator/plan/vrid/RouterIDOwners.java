package dev.virtualip.operator.plan.vrid;

import dev.virtualip.operator.plan.candidates.PlannedRouter;
import dev.virtualip.operator.plan.candidates.RetainedRouter;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.topology.RunningRouter;
import dev.virtualip.operator.plan.topology.UsedRouterIDs.Space;
import dev.virtualip.operator.plan.vrid.VirtualRouterIDAllocator.IDOwner;
import dev.virtualip.operator.plan.vrid.VirtualRouterIDAllocator.NetworkID;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The virtual routers that own the Virtual Router IDs in use. If two have the same ID, after a manual edit or by
 * accident, the first one owns it.
 */
public final class RouterIDOwners {
    private static final Comparator<Claim> ORDER = Comparator.comparing(Claim::component)
            .thenComparing(Claim::retained)
            .thenComparing(Claim::router);

    private final Map<NetworkID, Claim> owners = new HashMap<>();
    private final Map<Space, BitSet> ids = new HashMap<>();

    /**
     * A claim to an ID. Claims are ordered by the first name of the component, which is unique, then by their own name.
     */
    private record Claim(String component, boolean retained, String router, IDOwner owner) {}

    /** Adds the IDs of a component. */
    public void add(List<RouterGroup> groups, List<RetainedRouter> retained) {
        String first = Stream.concat(
                        groups.stream().map(RouterGroup::name),
                        retained.stream().map(one -> one.router().name()))
                .min(Comparator.naturalOrder())
                .orElse("");
        for (RouterGroup group : groups) {
            for (PlannedRouter planned : group.routers()) {
                add(NetworkID.of(planned), new Claim(first, false, planned.name(), IDOwner.of(planned)));
            }
        }
        for (RetainedRouter one : retained) {
            RunningRouter router = one.router();
            add(NetworkID.of(router), new Claim(first, true, router.name(), IDOwner.of(one)));
        }
    }

    private void add(NetworkID networkID, Claim claim) {
        if (networkID.isID()) {
            owners.merge(networkID, claim, (a, b) -> ORDER.compare(a, b) <= 0 ? a : b);
            ids.computeIfAbsent(networkID.space(), ignored -> new BitSet(VirtualRouterIDAllocator.MAX + 1))
                    .set(networkID.id());
        }
    }

    @Nullable
    public IDOwner owner(NetworkID networkID) {
        Claim claim = owners.get(networkID);
        return claim == null ? null : claim.owner();
    }

    /** Returns the owned IDs; not to be modified. */
    public BitSet of(Space space) {
        return ids.getOrDefault(space, new BitSet());
    }
}
