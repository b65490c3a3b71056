package dev.virtualip.operator.plan.vrid;

import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.PlannedRouter;
import dev.virtualip.operator.plan.candidates.RetainedRouter;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.RunningRouter;
import dev.virtualip.operator.plan.topology.UsedRouterIDs;
import dev.virtualip.operator.plan.topology.UsedRouterIDs.Space;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Allocates Virtual Router IDs that no node, no running and no new virtual router uses, and no foreign router. */
public final class VirtualRouterIDAllocator {
    public static final int MAX = UsedRouterIDs.MAX;

    private final ClusterIndex cluster;
    private final RouterIDOwners owned;
    private final Map<Space, BitSet> taken = new HashMap<>();
    private final Map<Space, BitSet> reserved = new HashMap<>();
    private final Map<NetworkID, IDOwner> allocated = new HashMap<>();

    /**
     * A Virtual Router ID within its network and family.
     *
     * @param space the interface
     * @param id 1..255
     */
    record NetworkID(Space space, int id) {
        static NetworkID of(PlannedRouter planned) {
            return new NetworkID(new Space(planned.network(), planned.ipv6()), planned.id());
        }

        static NetworkID of(RunningRouter router) {
            return new NetworkID(new Space(router.network(), router.ipv6()), router.id());
        }

        /** Whether it is a valid ID; 0 stands for none yet. */
        boolean isID() {
            return id > 0 && id <= MAX;
        }
    }

    /**
     * The owner of an ID.
     *
     * @param router the name of the virtual router
     * @param virtualIP the first VirtualIP that it serves
     */
    public record IDOwner(String router, String virtualIP) {
        public static IDOwner of(PlannedRouter planned) {
            return new IDOwner(
                    planned.name(), planned.members().getFirst().request().name());
        }

        public static IDOwner of(RetainedRouter retained) {
            return new IDOwner(
                    retained.router().name(), retained.requests().getFirst().name());
        }
    }

    public VirtualRouterIDAllocator(ClusterIndex cluster, RouterIDOwners owned) {
        this.cluster = cluster;
        this.owned = owned;
    }

    /** Reserves an ID that a user set: it is not allocated automatically. */
    public void reserve(int network, boolean ipv6, int id) {
        reserved.computeIfAbsent(new Space(network, ipv6), ignored -> new BitSet(MAX + 1))
                .set(id);
    }

    /** Registers the ID of a virtual router. The first owner keeps it. */
    public void own(PlannedRouter planned) {
        own(NetworkID.of(planned), IDOwner.of(planned));
    }

    /** Registers the ID of a retained virtual router. */
    public void own(RetainedRouter retained) {
        own(NetworkID.of(retained.router()), IDOwner.of(retained));
    }

    private void own(NetworkID networkID, IDOwner owner) {
        if (networkID.isID()) {
            taken(networkID.space()).set(networkID.id());
            allocated.putIfAbsent(networkID, owner);
        }
    }

    /** Returns the owner of an ID; null: none. */
    @Nullable
    public IDOwner owner(int network, boolean ipv6, int id) {
        NetworkID networkID = new NetworkID(new Space(network, ipv6), id);
        IDOwner running = owned.owner(networkID);
        return running == null ? allocated.get(networkID) : running;
    }

    /** Returns the number of unused IDs. */
    public int free(int network, boolean ipv6) {
        return MAX - unavailable(network, ipv6).cardinality();
    }

    /**
     * Allocates an unused ID.
     *
     * @param planned the virtual router
     * @param preferred the IDs to prefer, in order
     * @return 0 if there is none
     */
    int allocate(PlannedRouter planned, List<Integer> preferred, long hash) {
        BitSet unavailable = unavailable(planned.network(), planned.ipv6());
        for (int id : preferred) {
            if (id > 0 && id <= MAX && !unavailable.get(id)) {
                return id;
            }
        }
        int start = (int) Math.floorMod(hash, (long) MAX);
        for (int i = 0; i < MAX; i++) {
            int id = 1 + (start + i) % MAX;
            if (!unavailable.get(id)) {
                return id;
            }
        }
        return 0;
    }

    /** The unavailable IDs. Those on an unknown network count for every network. */
    private BitSet unavailable(int network, boolean ipv6) {
        Space space = new Space(network, ipv6);
        BitSet all = (BitSet) taken(space).clone();
        all.or(taken(new Space(Networks.UNKNOWN, ipv6)));
        all.or(cluster.foreignRouters().ids(network, ipv6));
        BitSet kept = reserved.get(space);
        if (kept != null) {
            all.or(kept);
        }
        return all;
    }

    private BitSet taken(Space space) {
        return taken.computeIfAbsent(space, ignored -> {
            BitSet ids = cluster.usedIDs().of(space);
            ids.or(owned.of(space));
            return ids;
        });
    }
}
