package dev.virtualip.operator.plan;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which Virtual Router IDs are taken on which network, in one family. */
final class RouterIDs {
    static final int MAX = 255;

    private final Foreigners foreigners;
    private final Map<Space, BitSet> taken = new HashMap<>();
    private final Map<Space, BitSet> reserved = new HashMap<>();
    private final Map<Place, Owner> owners = new HashMap<>();

    private record Space(int network, boolean ipv6) {}

    private record Place(Space space, int id) {}

    /**
     * Who has an ID.
     *
     * @param router the virtual router's name
     * @param virtualIP the first VirtualIP that it serves
     */
    record Owner(String router, String virtualIP) {}

    RouterIDs(Foreigners foreigners) {
        this.foreigners = foreigners;
    }

    /** Something has an ID, whoever it is; on a network that is not known it counts for all. */
    void take(int network, boolean ipv6, int id) {
        if (id > 0 && id <= MAX) {
            taken(network, ipv6).set(id);
        }
    }

    /** A person gave an ID: nobody gets it who has no choice of its own. */
    void reserve(int network, boolean ipv6, int id) {
        reserved.computeIfAbsent(new Space(network, ipv6), ignored -> new BitSet(MAX + 1))
                .set(id);
    }

    /** A virtual router has its ID; the first one keeps it. */
    void own(Unit unit) {
        Owner owner = new Owner(unit.name(), unit.parts().getFirst().wish().name());
        own(new Place(new Space(unit.network(), unit.ipv6()), unit.id()), owner);
    }

    /** The same of one that goes on as it is. */
    void own(Verbatim verbatim) {
        RunningRouter router = verbatim.router();
        Owner owner = new Owner(router.name(), verbatim.wishes().getFirst().name());
        own(new Place(new Space(router.network(), router.ipv6()), router.id()), owner);
    }

    private void own(Place place, Owner owner) {
        take(place.space().network(), place.space().ipv6(), place.id());
        owners.putIfAbsent(place, owner);
    }

    /** Which virtual router has an ID; null: none. */
    @Nullable
    Owner owner(int network, boolean ipv6, int id) {
        return owners.get(new Place(new Space(network, ipv6), id));
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

    private BitSet unavailable(int network, boolean ipv6) {
        BitSet all = (BitSet) taken(network, ipv6).clone();
        all.or(taken(Networks.UNKNOWN, ipv6));
        all.or(foreigners.ids(network, ipv6));
        all.or(reserved.getOrDefault(new Space(network, ipv6), new BitSet()));
        return all;
    }

    private BitSet taken(int network, boolean ipv6) {
        return taken.computeIfAbsent(new Space(network, ipv6), ignored -> new BitSet(MAX + 1));
    }
}
