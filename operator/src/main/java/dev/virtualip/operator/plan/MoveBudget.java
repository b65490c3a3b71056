package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.GroupMove;
import dev.virtualip.operator.plan.topology.NodeFacts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the groups whose Active is told to hand over now. A few groups move at a time, in all and for each node, so
 * that a mistake is seen while most addresses are still where they were. The next ones follow when these have arrived.
 */
final class MoveBudget {
    /** Concurrent moves from or to one node. */
    static final int MOVES_PER_NODE = 4;

    /** Concurrent moves in the whole cluster. */
    static final int MOVES_IN_ALL = 16;

    private final ClusterIndex cluster;
    private final Map<String, Integer> perNode = new HashMap<>();
    private int inAll;

    /**
     * Counts the moves that are under way.
     *
     * @param moves the planned moves by the name of the group
     */
    MoveBudget(ClusterIndex cluster, Map<String, List<GroupMove>> moves) {
        this.cluster = cluster;
        moves.values().stream()
                .flatMap(List::stream)
                .filter(move -> !move.ready() && move.isUnderway() && isAlive(move))
                .forEach(this::take);
    }

    /**
     * Returns the names of the groups that may move as well. Those whose Active has been Active for the longest time
     * come first, so that a move that fails again and again cannot hold up the others.
     *
     * @param moves the planned moves by the name of the group
     */
    Set<String> grant(Map<String, List<GroupMove>> moves) {
        TreeMap<String, GroupMove> ready = new TreeMap<>();
        moves.forEach((group, all) -> all.stream().filter(GroupMove::ready).forEach(move -> ready.put(group, move)));
        Set<String> granted = new TreeSet<>();
        ready.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(GroupMove::activeSince)))
                .filter(entry -> hasRoom(entry.getValue()))
                .forEach(entry -> {
                    take(entry.getValue());
                    granted.add(entry.getKey());
                });
        return granted;
    }

    /** Whether the agents that carry out the move run. One that died must not hold up the others. */
    private boolean isAlive(GroupMove move) {
        return isAlive(move.from()) && isAlive(move.to());
    }

    private boolean isAlive(@Nullable String name) {
        NodeFacts node = name == null ? null : cluster.node(name);
        return node == null
                ? name == null
                : node.node().ready() && !Boolean.FALSE.equals(node.node().agentPodReady());
    }

    private boolean hasRoom(GroupMove move) {
        return inAll < MOVES_IN_ALL && hasRoom(move.from()) && hasRoom(move.to());
    }

    private boolean hasRoom(@Nullable String node) {
        return node == null || perNode.getOrDefault(node, 0) < MOVES_PER_NODE;
    }

    private void take(GroupMove move) {
        inAll++;
        if (move.from() != null) {
            perNode.merge(move.from(), 1, Integer::sum);
        }
        if (move.to() != null) {
            perNode.merge(move.to(), 1, Integer::sum);
        }
    }
}
