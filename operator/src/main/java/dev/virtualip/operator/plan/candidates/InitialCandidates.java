package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.topology.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the nodes for a group that has none: by preference, then by rendezvous hashing, so that a change of nodes
 * changes little. The first of them whose load is within its share becomes Active. Runs over all nodes for each new
 * VirtualIP, hence the plain arrays.
 */
public final class InitialCandidates {
    /**
     * Highest load of a new Active, in percent of the mean. Beyond that the next node in the order is nearly as good.
     */
    private static final long SHARE_PERCENT = 105;

    private final ClusterIndex cluster;
    private final RouterGroup group;
    private final PlacementOptions options;
    private final NodeLoads loads;
    private final long[] weights;
    private final Map<Integer, Integer> remembered = new HashMap<>();
    private final int[] numbers;
    private final boolean[] lastResorts;
    private final long[] scores;

    /** Prepares a group whose networks are chosen. */
    public InitialCandidates(ClusterIndex cluster, RouterGroup group, NodeLoads loads) {
        this.cluster = cluster;
        this.group = group;
        this.options = group.options(cluster.pools());
        this.loads = loads;
        this.weights = cluster.weights(group.preferredNodes());
        // A VirtualIP returns to the node that it had before, if that node is still eligible.
        group.remembered().forEach((node, priority) -> remembered.put(cluster.number(node), priority));
        numbers = suitable();
        long hash = group.hash();
        lastResorts = new boolean[numbers.length];
        scores = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            lastResorts[i] = options.isLastResort(numbers[i]);
            scores[i] = StableHash.of(hash, cluster.nodes().get(numbers[i]).hash());
        }
    }

    /** Returns the candidates; empty: every eligible node is full. */
    public List<NodePlacement> placements(Set<Integer> takenPriorities) {
        if (numbers.length == 0) {
            return List.of();
        }
        boolean[] chosen = new boolean[numbers.length];
        List<Integer> order = new ArrayList<>();
        for (int next = active(); next >= 0 && order.size() < group.maxCandidates(); next = best(chosen)) {
            chosen[next] = true;
            order.add(numbers[next]);
        }
        List<Integer> priorities = Priorities.fresh(order.size(), takenPriorities);
        List<NodePlacement> placements = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            int number = order.get(i);
            placements.add(new NodePlacement(
                    cluster.nodes().get(number), options.interfaces(number), priorities.get(i), false, null));
        }
        placements.sort(Comparator.comparing(placement -> placement.node().name()));
        return placements;
    }

    private int[] suitable() {
        int[] all = options.nodes();
        int[] found = new int[all.length];
        long size = NodeLoads.size(group);
        int count = 0;
        for (int node : all) {
            if (options.suits(node) && loads.hasRoom(node, group.routers().size(), size)) {
                found[count++] = node;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Whether every eligible node is full. */
    public static boolean isFull(ClusterIndex cluster, RouterGroup group, NodeLoads loads) {
        PlacementOptions options = group.options(cluster.pools());
        long size = NodeLoads.size(group);
        for (int node : options.nodes()) {
            if (options.suits(node) && loads.hasRoom(node, group.routers().size(), size)) {
                return false;
            }
        }
        return true;
    }

    /** The position of the node to become Active, among those with the highest preference. */
    private int active() {
        int first = best(new boolean[numbers.length]);
        if (remembered.containsKey(numbers[first])) {
            return first;
        }
        long total = group.weight();
        int equals = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (kind(i, first) == 0) {
                total += loads.of(numbers[i]);
                equals++;
            }
        }
        long share = Math.ceilDiv(total * SHARE_PERCENT, 100L * equals);
        boolean[] full = new boolean[numbers.length];
        int least = first;
        for (int i = 0; i < numbers.length; i++) {
            full[i] = kind(i, first) != 0 || loads.of(numbers[i]) + group.weight() > share;
            if (kind(i, first) == 0 && loads.of(numbers[i]) < loads.of(numbers[least])) {
                least = i;
            }
        }
        int within = best(full);
        return within < 0 ? least : within;
    }

    /** The position of the best node that is not excluded; -1: none. */
    private int best(boolean[] passedOver) {
        int best = -1;
        for (int i = 0; i < numbers.length; i++) {
            if (!passedOver[i] && (best < 0 || isBefore(i, best))) {
                best = i;
            }
        }
        return best;
    }

    private boolean isBefore(int a, int b) {
        int kind = kind(a, b);
        if (kind != 0) {
            return kind < 0;
        }
        if (!remembered.isEmpty()) {
            int before = remembered.getOrDefault(numbers[a], 0) - remembered.getOrDefault(numbers[b], 0);
            if (before != 0) {
                return before > 0;
            }
        }
        return scores[a] > scores[b];
    }

    /** Compares by class: regular nodes before last resorts, then by preference. */
    private int kind(int a, int b) {
        int resort = Boolean.compare(lastResorts[a], lastResorts[b]);
        return resort != 0 ? resort : Long.compare(weights[numbers[b]], weights[numbers[a]]);
    }
}
