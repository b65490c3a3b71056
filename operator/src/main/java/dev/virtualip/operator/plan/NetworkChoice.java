package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses the networks of a bond that is nowhere yet: those with the most nodes that suit. */
final class NetworkChoice {
    private NetworkChoice() {}

    /** The units on their networks; on an unknown one if no node suits all of them. */
    static List<Unit> of(World world, Bond bond) {
        Options options = bond.options(world);
        List<Integer> chosen = world.commonNetworks(options, all -> choose(world, all));
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < bond.units().size(); i++) {
            Unit unit = bond.units().get(i);
            units.add(chosen.isEmpty() ? unit : unit.on(chosen.get(i)));
        }
        return units;
    }

    private static List<Integer> choose(World world, Options options) {
        int all = world.nodes().size();
        Map<List<Integer>, Integer> sizes = new HashMap<>();
        List<Integer> best = List.of();
        for (int i : options.nodes()) {
            if (options.suits(i)) {
                List<Integer> networks = options.networks(i);
                // Any number of last resorts weighs less than one other node.
                int size = sizes.merge(networks, options.isLastResort(i) ? 1 : all, Integer::sum);
                if (size > sizes.getOrDefault(best, 0)) {
                    best = networks;
                }
            }
        }
        return best;
    }
}
