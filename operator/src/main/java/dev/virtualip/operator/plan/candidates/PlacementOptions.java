package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.NodeInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The nodes that are eligible for all members of a group. */
public final class PlacementOptions {
    private final List<PlannedRouter> routers;
    private final List<List<NodePool>> pools = new ArrayList<>();

    PlacementOptions(List<PlannedRouter> routers, NodePools nodePools) {
        this.routers = routers;
        for (PlannedRouter router : routers) {
            pools.add(router.members().stream()
                    .filter(member -> !member.retained())
                    .map(member -> nodePools.of(member.request().requireSettings(), member.addresses()))
                    .distinct()
                    .toList());
        }
    }

    /** Returns the numbers of the nodes to check with {@link #suits}, in order. */
    public int[] nodes() {
        return pools.getFirst().getFirst().members();
    }

    /** Whether a node is eligible for all members, on the networks that the virtual routers are on already. */
    public boolean suits(int node) {
        for (int i = 0; i < pools.size(); i++) {
            if (!suits(node, routers.get(i), pools.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean suits(int node, PlannedRouter router, List<NodePool> all) {
        return suits(node, all)
                && (router.network() == Networks.UNKNOWN
                        || router.network() == all.getFirst().network(node));
    }

    private static boolean suits(int node, List<NodePool> all) {
        NodeInterface first = all.getFirst().link(node);
        if (first == null) {
            return false;
        }
        for (int i = 1; i < all.size(); i++) {
            if (!first.equals(all.get(i).link(node))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the networks of the virtual routers on an eligible node. */
    public List<Integer> networks(int node) {
        return pools.stream().map(all -> all.getFirst().network(node)).toList();
    }

    /** Returns the interfaces of the virtual routers on an eligible node. */
    public List<String> interfaces(int node) {
        return pools.stream()
                .map(all -> Objects.requireNonNull(all.getFirst().link(node)).name())
                .toList();
    }

    public boolean isLastResort(int node) {
        return pools.stream().anyMatch(all -> all.getFirst().isLastResort(node));
    }

    /** Returns the pools, identical objects for identical options. */
    public List<List<NodePool>> pools() {
        return pools;
    }

    /**
     * Identifies groups with the same eligible nodes.
     *
     * @param pools the pools
     * @param networks the networks that the virtual routers are on already
     */
    public record Kind(List<List<NodePool>> pools, List<Integer> networks) {}

    public Kind kind() {
        return new Kind(pools, routers.stream().map(PlannedRouter::network).toList());
    }
}
