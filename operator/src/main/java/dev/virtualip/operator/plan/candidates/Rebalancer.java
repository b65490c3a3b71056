package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import dev.virtualip.operator.plan.topology.StableHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Chooses the groups that get another Active to even out the load. A node far below the mean, such as one that joined,
 * takes groups from nodes above the mean; a node clearly above the mean gives groups away. Every move brings the loads
 * of two nodes closer together, so that moves end and none is taken back. Only groups that preempt are moved, by
 * preemption: the receiver becomes a candidate, and gets the highest priority once all others accept its
 * advertisements. Few groups move at a time; the next ones follow when these have arrived.
 */
public final class Rebalancer {
    /** A node above this percentage of the mean is not filled up: hashing alone makes such differences. */
    private static final long ENOUGH_PERCENT = 70;

    /** A node above this percentage of the mean gives groups away. New groups are placed up to 105. */
    private static final long TOO_MUCH_PERCENT = 115;

    /** Concurrent moves of groups with the same eligible nodes; a tenth of the groups if that is more. */
    private static final int MOVES_AT_A_TIME = 8;

    private static final int PART_AT_A_TIME = 10;

    private final ClusterIndex cluster;
    private final NodeLoads loads;
    private final Map<String, NodeFacts> wanted = new HashMap<>();

    private Rebalancer(ClusterIndex cluster, NodeLoads loads) {
        this.cluster = cluster;
        this.loads = loads;
    }

    /** Returns the nodes that are to become Active, by group name. */
    public static Map<String, NodeFacts> of(ClusterIndex cluster, NodeLoads loads, List<RouterGroup> running) {
        Rebalancer rebalancer = new Rebalancer(cluster, loads.copy());
        Map<PlacementOptions.Kind, SortedMap<String, RouterGroup>> byKind = new HashMap<>();
        for (RouterGroup group : running) {
            byKind.computeIfAbsent(group.options(cluster.pools()).kind(), ignored -> new TreeMap<>())
                    .put(group.name(), group);
        }
        List<BalanceSet> sets = new ArrayList<>();
        for (SortedMap<String, RouterGroup> groups : byKind.values()) {
            BalanceSet set = rebalancer.set(groups.values());
            if (set.isUneven(rebalancer.loads)) {
                sets.add(set);
            }
        }
        sets.sort(Comparator.comparing(set -> set.groups().iterator().next().name()));
        sets.forEach(rebalancer::level);
        return rebalancer.wanted;
    }

    /**
     * Groups with the same eligible nodes.
     *
     * @param groups the groups, ordered by name
     * @param nodes the eligible nodes, ordered by number
     * @param receivers those that may receive groups
     * @param share the mean load
     */
    private record BalanceSet(
            Collection<RouterGroup> groups, List<Integer> nodes, List<Integer> receivers, Share share) {
        private boolean isUneven(NodeLoads loads) {
            return nodes.stream().anyMatch(node -> share.isTooMuch(loads.of(node)))
                    || receivers.stream().anyMatch(node -> share.isLittle(loads.of(node)));
        }
    }

    private BalanceSet set(Collection<RouterGroup> groups) {
        PlacementOptions options = groups.iterator().next().options(cluster.pools());
        List<Integer> nodes = new ArrayList<>();
        List<Integer> receivers = new ArrayList<>();
        long total = 0;
        for (int node : options.nodes()) {
            if (options.suits(node)) {
                total += loads.of(node);
                nodes.add(node);
                if (!options.isLastResort(node)) {
                    receivers.add(node);
                }
            }
        }
        return new BalanceSet(groups, nodes, receivers, new Share(total, nodes.size()));
    }

    private void level(BalanceSet set) {
        Map<Integer, List<RouterGroup>> held = new HashMap<>();
        int left = Math.max(MOVES_AT_A_TIME, set.groups().size() / PART_AT_A_TIME);
        for (RouterGroup group : set.groups()) {
            int holder = holder(group);
            if (holder >= 0 && mayMove(group)) {
                left -= isOnItsWay(group) ? 1 : 0;
                held.computeIfAbsent(holder, ignored -> new ArrayList<>()).add(group);
            }
        }
        List<Integer> belowMean = set.receivers().stream()
                .filter(node -> set.share().isLittle(loads.of(node)))
                .sorted(Comparator.comparingLong(loads::of))
                .toList();
        for (int receiver : belowMean) {
            while (left > 0 && set.share().isLittle(loads.of(receiver)) && move(set, held, aboveMean(set), receiver)) {
                left--;
            }
        }
        for (int holder : aboveMean(set)) {
            while (left > 0 && set.share().isTooMuch(loads.of(holder)) && give(set, held, holder)) {
                left--;
            }
        }
    }

    /** The nodes above the mean, the highest load first. */
    private List<Integer> aboveMean(BalanceSet set) {
        return set.nodes().stream()
                .filter(node -> set.share().isMuch(loads.of(node)))
                .sorted(Comparator.comparingLong((Integer node) -> loads.of(node))
                        .reversed())
                .toList();
    }

    private boolean give(BalanceSet set, Map<Integer, List<RouterGroup>> held, int holder) {
        List<Integer> byLoad = set.receivers().stream()
                .sorted(Comparator.comparingLong(loads::of))
                .toList();
        return byLoad.stream().anyMatch(receiver -> move(set, held, List.of(holder), receiver));
    }

    /** Moves one group from one of these nodes to another node; false: no move improves the balance. */
    private boolean move(BalanceSet set, Map<Integer, List<RouterGroup>> held, List<Integer> holders, int receiver) {
        NodeFacts node = cluster.nodes().get(receiver);
        RouterGroup best = null;
        int from = -1;
        for (int holder : holders) {
            for (RouterGroup group : held.getOrDefault(holder, List.of())) {
                boolean better = set.share().isBetter(loads.of(holder), loads.of(receiver), group.weight());
                if (better
                        && !wanted.containsKey(group.name())
                        && (best == null || isBefore(group, best, node))
                        && PendingReleases.blockerOn(node, group, cluster.networks()) == null) {
                    best = group;
                    from = holder;
                }
            }
        }
        if (best == null) {
            return false;
        }
        wanted.put(best.name(), node);
        loads.move(from, receiver, best.weight());
        return true;
    }

    /**
     * Whether a node gets the first of two groups: one of which it is a candidate already, so that a move that has
     * begun is completed; then the one with the higher rendezvous hash.
     */
    private static boolean isBefore(RouterGroup a, RouterGroup b, NodeFacts node) {
        boolean candidate = isCandidate(a, node);
        if (candidate != isCandidate(b, node)) {
            return candidate;
        }
        int score = Long.compare(StableHash.of(a.hash(), node.hash()), StableHash.of(b.hash(), node.hash()));
        return score != 0 ? score > 0 : a.name().compareTo(b.name()) < 0;
    }

    private static boolean isCandidate(RouterGroup group, NodeFacts node) {
        return group.routers().stream().allMatch(router -> node.place(router.name()) != null);
    }

    /** Whether the node with the highest priority has not become Active yet, and nothing known prevents it. */
    private boolean isOnItsWay(RouterGroup group) {
        NodePlacement top = group.top();
        return top != null
                && top.node().eligibility().reason() == null
                && group.routers().stream().anyMatch(router -> isOnItsWay(router, top));
    }

    private boolean isOnItsWay(PlannedRouter router, NodePlacement top) {
        HostedRouter place = top.node().place(router.name());
        VirtualRouterStatus report = place == null ? null : place.report();
        if (report == null || RouterState.ACTIVE.is(report.state())) {
            return report == null;
        }
        // A foreign Active, such as keepalived during a migration, may stay Active for good.
        return report.activeRouter() == null
                || ReadableAddresses.read(report.activeRouter())
                        .map(IpPrefix::address)
                        .filter(source -> cluster.hostAddresses()
                                .isAnothers(source, top.node().name()))
                        .isPresent();
    }

    /** The number of the node with the highest priority; -1: no node could hand over. */
    private int holder(RouterGroup group) {
        NodePlacement top = group.top();
        return top == null || top.leaving() || !top.node().node().ready()
                ? -1
                : cluster.number(top.node().name());
    }

    private boolean mayMove(RouterGroup group) {
        return group.preempts()
                && group.moveRequest() == null
                && group.preferredNodes().isEmpty()
                && group.routers().stream().allMatch(router -> router.id() > 0 && router.network() != Networks.UNKNOWN)
                && group.placements().stream().noneMatch(placement -> cluster.isDraining(placement.node()))
                && group.routers().stream().noneMatch(this::isContested);
    }

    /** Whether foreign routers use its Virtual Router ID. Until that is resolved, the group is not moved. */
    private boolean isContested(PlannedRouter router) {
        return cluster.foreignRouters().find(router.network(), router.ipv6(), router.id(), router.additionalSources())
                != null;
    }

    /**
     * The mean load of a set of nodes.
     *
     * @param total the load of all nodes
     * @param nodes the number of nodes
     */
    private record Share(long total, int nodes) {
        boolean isLittle(long load) {
            return load * nodes * 100 < total * ENOUGH_PERCENT;
        }

        /** Whether a load is above the mean. */
        boolean isMuch(long load) {
            return load * nodes > total;
        }

        boolean isTooMuch(long load) {
            return load * nodes * 100 > total * TOO_MUCH_PERCENT;
        }

        /** Whether a move from a holder above the mean leaves it at least the load of the receiver. */
        boolean isBetter(long holder, long receiver, long weight) {
            return isMuch(holder) && holder - weight >= receiver + weight;
        }
    }
}
