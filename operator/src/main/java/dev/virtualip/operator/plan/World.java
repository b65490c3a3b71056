package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualIPSpec.PreferredNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What is known of all nodes together, and what follows from it whatever the VirtualIPs want. */
final class World {
    private final List<NodeFacts> nodes;
    private final boolean moveOnCordon;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<List<PreferredNode>, long[]> weights = new HashMap<>();
    private final Map<List<List<Pool>>, List<Integer>> commonNetworks = new HashMap<>();
    private final Networks networks;
    private final Owners owners;
    private final Foreigners foreigners;
    private final Pools pools;
    private final Awaited awaited;
    private final boolean hasSilent;

    /**
     * The world.
     *
     * @param nodes all nodes, by name in order
     * @param moveOnCordon whether a cordoned node gives its addresses to others, if there are others
     */
    World(List<NodeFacts> nodes, boolean moveOnCordon, Instant now) {
        this.nodes = nodes;
        this.moveOnCordon = moveOnCordon;
        for (int i = 0; i < nodes.size(); i++) {
            numbers.put(nodes.get(i).name(), i);
        }
        networks = new Networks(nodes);
        owners = new Owners(nodes);
        foreigners = new Foreigners(nodes, networks, owners);
        pools = new Pools(nodes, networks);
        awaited = Awaited.of(nodes, now);
        hasSilent = nodes.stream().anyMatch(NodeFacts::isSilent);
    }

    List<NodeFacts> nodes() {
        return nodes;
    }

    /** The number of a node, for looking it up in a pool; -1: there is no such node. */
    int number(String node) {
        return numbers.getOrDefault(node, -1);
    }

    /** A node; null: there is none of that name. */
    @Nullable
    NodeFacts node(String name) {
        Integer number = numbers.get(name);
        return number == null ? null : nodes.get(number);
    }

    Networks networks() {
        return networks;
    }

    Owners owners() {
        return owners;
    }

    Foreigners foreigners() {
        return foreigners;
    }

    Pools pools() {
        return pools;
    }

    /** The nodes that may run what nobody remembers. */
    Awaited awaited() {
        return awaited;
    }

    /** Whether there is a node whose agent has yet to speak. */
    boolean hasSilent() {
        return hasSilent;
    }

    /** Whether a node shall give what it has to others, if there are others, because it is cordoned. */
    boolean isShunned(NodeFacts node) {
        return moveOnCordon && node.node().cordoned();
    }

    /** The networks that bonds with the same nodes to choose from are on, when they are on none yet. */
    List<Integer> commonNetworks(Options options, BiFunction<World, Options, List<Integer>> choice) {
        return commonNetworks.computeIfAbsent(options.pools(), ignored -> choice.apply(this, options));
    }

    /** How much each node is preferred, by number: the sum of the weights of the preferences that it meets. */
    long[] weights(List<PreferredNode> preferred) {
        return weights.computeIfAbsent(
                preferred,
                wanted -> nodes.stream()
                        .mapToLong(node -> wanted.stream()
                                .filter(one -> LabelSelectors.matches(
                                        one.preference(), node.node().labels()))
                                .mapToLong(PreferredNode::weight)
                                .sum())
                        .toArray());
    }
}
