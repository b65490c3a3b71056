package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.HeldIDs.Space;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which Virtual Router IDs are taken while a plan is made: by what nodes have, by what runs, by what is new. */
final class RouterIDs {
    static final int MAX = HeldIDs.MAX;

    private final World world;
    private final OwnedIDs owned;
    private final Map<Space, BitSet> taken = new HashMap<>();
    private final Map<Space, BitSet> reserved = new HashMap<>();
    private final Map<Place, Owner> newcomers = new HashMap<>();

    /**
     * An ID on a network, in one family.
     *
     * @param space where
     * @param id 1..255
     */
    record Place(Space space, int id) {
        static Place of(Unit unit) {
            return new Place(new Space(unit.network(), unit.ipv6()), unit.id());
        }

        static Place of(RunningRouter router) {
            return new Place(new Space(router.network(), router.ipv6()), router.id());
        }

        /** Whether it is one that can be had; 0 stands for none yet. */
        boolean isID() {
            return id > 0 && id <= MAX;
        }
    }

    /**
     * Who has an ID.
     *
     * @param router the virtual router's name
     * @param virtualIP the first VirtualIP that it serves
     */
    record Owner(String router, String virtualIP) {
        static Owner of(Unit unit) {
            return new Owner(unit.name(), unit.parts().getFirst().wish().name());
        }

        static Owner of(Verbatim verbatim) {
            return new Owner(
                    verbatim.router().name(), verbatim.wishes().getFirst().name());
        }
    }

    RouterIDs(World world, OwnedIDs owned) {
        this.world = world;
        this.owned = owned;
    }

    /** A person gave an ID: nobody gets it who has no choice of its own. */
    void reserve(int network, boolean ipv6, int id) {
        reserved.computeIfAbsent(new Space(network, ipv6), ignored -> new BitSet(MAX + 1))
                .set(id);
    }

    /** A virtual router gets its ID; the first one keeps it. */
    void own(Unit unit) {
        own(Place.of(unit), Owner.of(unit));
    }

    /** The same of one that goes on as it is. */
    void own(Verbatim verbatim) {
        own(Place.of(verbatim.router()), Owner.of(verbatim));
    }

    private void own(Place place, Owner owner) {
        if (place.isID()) {
            taken(place.space()).set(place.id());
            newcomers.putIfAbsent(place, owner);
        }
    }

    /** Which virtual router has an ID; null: none. */
    @Nullable
    Owner owner(int network, boolean ipv6, int id) {
        Place place = new Place(new Space(network, ipv6), id);
        Owner running = owned.owner(place);
        return running == null ? newcomers.get(place) : running;
    }

    /** How many can still be given away. */
    int free(int network, boolean ipv6) {
        return MAX - unavailable(network, ipv6).cardinality();
    }

    /**
     * A free ID.
     *
     * @param unit whose network and family count
     * @param preferred those that are taken if they are free, in order
     * @return 0 if there is none
     */
    int allocate(Unit unit, List<Integer> preferred, long hash) {
        BitSet unavailable = unavailable(unit.network(), unit.ipv6());
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

    /** What is on a network that is not known counts for all. */
    private BitSet unavailable(int network, boolean ipv6) {
        Space space = new Space(network, ipv6);
        BitSet all = (BitSet) taken(space).clone();
        all.or(taken(new Space(Networks.UNKNOWN, ipv6)));
        all.or(world.foreigners().ids(network, ipv6));
        BitSet kept = reserved.get(space);
        if (kept != null) {
            all.or(kept);
        }
        return all;
    }

    private BitSet taken(Space space) {
        return taken.computeIfAbsent(space, ignored -> {
            BitSet ids = world.heldIDs().of(space);
            ids.or(owned.of(space));
            return ids;
        });
    }
}
