package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualIPSpec.PreferredNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All nodes of one plan, indexed for lookups. */
final class World {
    private final boolean moveOnCordon;
    private final List<NodeFacts> nodes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Networks networks = new Networks();
    private final Owners owners = new Owners();
    private final HeldIDs heldIDs;
    private final Foreigners foreigners;
    private final Awaited awaited;
    private final boolean hasSilent;
    private final Pools pools;
    private final Map<List<PreferredNode>, long[]> weights = new HashMap<>();
    private final Map<List<List<Pool>>, List<Integer>> commonNetworks = new HashMap<>();

    /** The nodes as they are observed. */
    World(Observed observed, Instant now) {
        moveOnCordon = observed.moveOnCordon();
        nodes = observed.nodes().stream()
                .map(node -> NodeFacts.of(node, observed.routers().get(node.name()), now))
                .sorted(Comparator.comparing(NodeFacts::name))
                .toList();
        for (int i = 0; i < nodes.size(); i++) {
            NodeFacts node = nodes.get(i);
            numbers.put(node.name(), i);
            networks.add(node);
            owners.add(node);
        }
        heldIDs = new HeldIDs(nodes, networks);
        foreigners = new Foreigners(nodes, networks, owners);
        pools = new Pools(nodes, networks);
        awaited = Awaited.of(nodes, now);
        hasSilent = nodes.stream().anyMatch(NodeFacts::isSilent);
    }

    /** The nodes, by name in order. */
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

    /** What all nodes hold, by the virtual routers' names; of each name in the order of the nodes. */
    SortedMap<String, List<Holding>> holdings() {
        SortedMap<String, List<Holding>> holdings = new TreeMap<>();
        for (NodeFacts node : nodes) {
            for (Holding holding : node.holdings()) {
                holdings.computeIfAbsent(holding.name(), ignored -> new ArrayList<>())
                        .add(holding);
            }
        }
        return holdings;
    }

    Networks networks() {
        return networks;
    }

    Owners owners() {
        return owners;
    }

    HeldIDs heldIDs() {
        return heldIDs;
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
    List<Integer> commonNetworks(Options options, Function<Options, List<Integer>> choice) {
        return commonNetworks.computeIfAbsent(options.pools(), ignored -> choice.apply(options));
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
