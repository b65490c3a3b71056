package dev.virtualip.operator.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What everything that runs comes to together: whose the IDs are, how much each node has, who could be joined. */
final class Ledger {
    private final World world;
    private final OwnedIDs ids = new OwnedIDs();
    private final Map<Integer, SortedMap<String, Bond>> byNetwork = new HashMap<>();
    private final Map<Options.Kind, SortedMap<String, Bond>> groups = new HashMap<>();
    private Loads loads = new Loads(0);

    Ledger(World world) {
        this.world = world;
    }

    /** There are other nodes now: the loads are counted anew. */
    void renumber(Collection<Settled> all) {
        loads = new Loads(world.nodes().size());
        all.forEach(this::load);
    }

    void add(Settled settled) {
        ids.add(settled);
        load(settled);
        for (Bond bond : settled.bonds()) {
            groups.computeIfAbsent(bond.options(world).kind(), ignored -> new TreeMap<>())
                    .put(bond.name(), bond);
            byNetwork
                    .computeIfAbsent(bond.units().getFirst().network(), ignored -> new TreeMap<>())
                    .put(bond.name(), bond);
        }
    }

    private void load(Settled settled) {
        settled.bonds().forEach(bond -> loads.add(world, bond));
        settled.verbatims().forEach(verbatim -> loads.add(world, verbatim));
    }

    /** Takes back what was added; of the nodes, only those that are still there count. */
    void remove(Settled settled) {
        ids.remove(settled);
        settled.bonds().forEach(bond -> loads.remove(world, bond));
        settled.verbatims().forEach(verbatim -> loads.remove(world, verbatim));
        for (Bond bond : settled.bonds()) {
            remove(groups, bond.options(world).kind(), bond);
            remove(byNetwork, bond.units().getFirst().network(), bond);
        }
    }

    private static <K> void remove(Map<K, SortedMap<String, Bond>> all, K key, Bond bond) {
        all.computeIfPresent(key, (ignored, bonds) -> {
            bonds.remove(bond.name(), bond);
            return bonds.isEmpty() ? null : bonds;
        });
    }

    OwnedIDs ids() {
        return ids;
    }

    Loads loads() {
        return loads;
    }

    /** The bonds whose first virtual router is on a network. */
    Collection<Bond> on(int network) {
        SortedMap<String, Bond> bonds = byNetwork.get(network);
        return bonds == null ? List.of() : bonds.values();
    }

    /** The bonds, those together that have the same nodes to choose from; each group by name in order. */
    Collection<SortedMap<String, Bond>> groups() {
        return groups.values();
    }
}
