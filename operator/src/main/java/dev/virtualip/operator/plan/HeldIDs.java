package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.RouterIDs.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How many nodes have each Virtual Router ID on each network, or have yet to give it up. */
final class HeldIDs {
    private final Networks networks;
    private final Map<Space, int[]> counts = new HashMap<>();
    private final Map<String, List<Place>> places = new HashMap<>();

    /**
     * Where IDs differ.
     *
     * @param network the number of the network
     * @param ipv6 the family
     */
    record Space(int network, boolean ipv6) {}

    HeldIDs(Networks networks) {
        this.networks = networks;
    }

    void add(NodeFacts node) {
        List<Place> its = new ArrayList<>(node.holdings().size());
        for (Holding holding : node.holdings()) {
            int network = networks.of(holding.node(), holding.interfaceName());
            Place place = new Place(new Space(network, holding.ipv6()), holding.id());
            if (place.isID()) {
                counts.computeIfAbsent(place.space(), ignored -> new int[RouterIDs.MAX + 1])[place.id()]++;
                its.add(place);
            }
        }
        places.put(node.name(), its);
    }

    void remove(NodeFacts node) {
        List<Place> its = places.remove(node.name());
        if (its != null) {
            its.forEach(place -> Objects.requireNonNull(counts.get(place.space()))[place.id()]--);
        }
    }

    /** Whether any node has it. */
    boolean has(Place place) {
        int[] its = counts.get(place.space());
        return its != null && its[place.id()] > 0;
    }

    /** Those that any node has. */
    BitSet of(Space space) {
        BitSet held = new BitSet(RouterIDs.MAX + 1);
        int[] its = counts.get(space);
        for (int id = 1; its != null && id <= RouterIDs.MAX; id++) {
            held.set(id, its[id] > 0);
        }
        return held;
    }
}
