package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualIPSpec.PreferredNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What is known of all nodes together, and what follows from it whatever the VirtualIPs want. Kept up to date. */
final class World {
    private static final int MANY_WEIGHTS = 4096;

    private final boolean moveOnCordon;
    private final Map<List<PreferredNode>, long[]> weights = new HashMap<>();
    private final Map<List<List<Pool>>, List<Integer>> commonNetworks = new HashMap<>();
    private final Networks networks = new Networks();
    private final Owners owners = new Owners();
    private final HeldIDs heldIDs = new HeldIDs(networks);
    private final Pools pools = new Pools(networks);
    private final Map<String, Integer> numbers = new HashMap<>();
    private List<NodeFacts> nodes = List.of();
    private Foreigners foreigners = Foreigners.NONE;
    private Awaited awaited = Awaited.NOBODY;
    private boolean hasSilent;

    /**
     * A world without nodes.
     *
     * @param moveOnCordon whether a cordoned node gives its addresses to others, if there are others
     */
    World(boolean moveOnCordon) {
        this.moveOnCordon = moveOnCordon;
    }

    /**
     * Takes in what changed.
     *
     * @param all all nodes, by name in order
     * @param changes what is new of them
     */
    void update(List<NodeFacts> all, List<NodeChange> changes, Instant now) {
        nodes = all;
        boolean others = changes.stream().anyMatch(NodeChange::comesOrGoes);
        if (others) {
            numbers.clear();
            for (int i = 0; i < all.size(); i++) {
                numbers.put(all.get(i).name(), i);
            }
        }
        for (NodeChange change : changes) {
            heldIDs.remove(change.before());
            owners.remove(change.before());
            networks.remove(change.before());
        }
        for (NodeChange change : changes) {
            if (!change.after().isNowhere()) {
                networks.add(change.after());
                owners.add(change.after());
                heldIDs.add(change.after());
            }
        }
        if (changes.stream().anyMatch(change -> !change.hearsTheSame() || !change.hasSameAddresses())) {
            Foreigners next = new Foreigners(all, networks, owners);
            foreigners = next.equals(foreigners) ? foreigners : next;
        }
        refresh(changes, others);
        awaited = Awaited.of(all, now);
        hasSilent = all.stream().anyMatch(NodeFacts::isSilent);
    }

    private void refresh(List<NodeChange> changes, boolean others) {
        List<Integer> suitOtherwise = new ArrayList<>();
        for (NodeChange change : changes) {
            if (!change.suitsTheSame() && !change.after().isNowhere()) {
                suitOtherwise.add(number(change.name()));
            }
        }
        if (others) {
            pools.renumber(nodes);
        } else {
            pools.refresh(nodes, suitOtherwise);
        }
        if (others || !suitOtherwise.isEmpty() || weights.size() > MANY_WEIGHTS) {
            weights.clear();
            commonNetworks.clear();
        }
    }

    /** How much is remembered that may not be needed any more. */
    int memories() {
        return pools.memories() + networks.memories();
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
