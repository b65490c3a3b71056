package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualIPStatus.RouterSummary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * VirtualIPs and virtual routers that have to do with each other, by an address, a virtual router or a move group. What
 * runs of one component is planned without a look at the others. Each is equal to itself only.
 */
final class Component {
    private final List<Wish> wishes;
    private final SortedMap<String, List<Holding>> holdings;

    /**
     * A component, which may still grow.
     *
     * @param wishes its VirtualIPs, the oldest first
     * @param holdings what nodes have, by the virtual routers' names
     */
    Component(List<Wish> wishes, SortedMap<String, List<Holding>> holdings) {
        this.wishes = wishes;
        this.holdings = holdings;
    }

    List<Wish> wishes() {
        return wishes;
    }

    SortedMap<String, List<Holding>> holdings() {
        return holdings;
    }

    /** The nodes that have, or are said to have, something of it. */
    Set<String> nodes() {
        Set<String> nodes = new HashSet<>();
        for (List<Holding> all : holdings.values()) {
            for (Holding holding : all) {
                nodes.add(holding.node());
            }
        }
        for (Wish wish : wishes) {
            for (RouterSummary router : wish.wanted().status().virtualRouters()) {
                router.nodes().forEach(node -> nodes.add(node.name()));
            }
        }
        return nodes;
    }

    /** By what others would have to do with it. */
    Set<Object> keys() {
        Set<Object> keys = new HashSet<>();
        wishes.forEach(wish -> keys.addAll(Components.keys(wish)));
        holdings.forEach((name, all) -> {
            keys.add(Components.router(name));
            all.forEach(holding -> keys.addAll(Components.keys(holding)));
        });
        return keys;
    }

    /** The older of two comes first; those without VirtualIPs do not matter to others, and come last. */
    static int compareAge(Component a, Component b) {
        if (a.wishes.isEmpty() || b.wishes.isEmpty()) {
            return Boolean.compare(a.wishes.isEmpty(), b.wishes.isEmpty());
        }
        return Wish.BY_AGE.compare(a.wishes.getFirst(), b.wishes.getFirst());
    }
}
