package dev.virtualip.operator.plan.candidates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses the networks of a group that has no nodes: those with the most eligible nodes. */
public final class NetworkChoice {
    private NetworkChoice() {}

    /** Returns the virtual routers with their networks; unknown ones if no node is eligible for all. */
    public static List<PlannedRouter> of(ClusterIndex cluster, RouterGroup group) {
        PlacementOptions options = group.options(cluster.pools());
        List<Integer> chosen = cluster.commonNetworks(options, all -> choose(cluster, all));
        List<PlannedRouter> routers = new ArrayList<>();
        for (int i = 0; i < group.routers().size(); i++) {
            PlannedRouter router = group.routers().get(i);
            routers.add(chosen.isEmpty() ? router : router.on(chosen.get(i)));
        }
        return routers;
    }

    private static List<Integer> choose(ClusterIndex cluster, PlacementOptions options) {
        int all = cluster.nodes().size();
        Map<List<Integer>, Integer> sizes = new HashMap<>();
        List<Integer> best = List.of();
        for (int i : options.nodes()) {
            if (options.suits(i)) {
                List<Integer> networks = options.networks(i);
                // One regular node outweighs any number of last resorts.
                int size = sizes.merge(networks, options.isLastResort(i) ? 1 : all, Integer::sum);
                if (size > sizes.getOrDefault(best, 0)) {
                    best = networks;
                }
            }
        }
        return best;
    }
}
