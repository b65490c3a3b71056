package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualIPStatus.RouterSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** The older of two comes first; those without VirtualIPs do not matter to others, and come last. */
    static int compareAge(Component a, Component b) {
        if (a.wishes.isEmpty() || b.wishes.isEmpty()) {
            return Boolean.compare(a.wishes.isEmpty(), b.wishes.isEmpty());
        }
        return Wish.BY_AGE.compare(a.wishes.getFirst(), b.wishes.getFirst());
    }

    /**
     * The components.
     *
     * @param wishes the VirtualIPs, the oldest first
     * @param holdings what nodes have, by the virtual routers' names
     */
    static List<Component> group(List<Wish> wishes, Map<String, List<Holding>> holdings) {
        GrowingSets<Object> sets = new GrowingSets<>();
        for (Wish wish : wishes) {
            Object self = virtualIP(wish.name());
            keys(wish).forEach(key -> sets.join(self, key));
        }
        holdings.forEach((name, all) ->
                all.forEach(holding -> keys(holding).forEach(key -> sets.join(router(name), key))));
        Map<Object, Component> components = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            component(components, sets.of(virtualIP(wish.name()))).wishes().add(wish);
        }
        holdings.forEach((name, all) ->
                component(components, sets.of(router(name))).holdings().put(name, all));
        return List.copyOf(components.values());
    }

    private static Component component(Map<Object, Component> components, Object key) {
        return components.computeIfAbsent(key, ignored -> new Component(new ArrayList<>(), new TreeMap<>()));
    }

    /** By what a VirtualIP has to do with others. */
    private static List<Object> keys(Wish wish) {
        List<Object> keys = new ArrayList<>();
        keys.add(virtualIP(wish.name()));
        keys.add(router(RouterNames.of(wish.name(), false)));
        keys.add(router(RouterNames.of(wish.name(), true)));
        wish.wanted().status().virtualRouters().stream()
                .map(RouterSummary::name)
                .map(Component::router)
                .forEach(keys::add);
        wish.addresses().stream().map(IpPrefix::address).forEach(keys::add);
        if (wish.moveGroup() != null) {
            keys.add("group " + wish.moveGroup());
        }
        if (wish.givenID() != null) {
            keys.add("ID " + wish.givenID());
        }
        return keys;
    }

    /** By what a node's virtual router has to do with others. */
    private static List<Object> keys(Holding holding) {
        List<Object> keys = new ArrayList<>(holding.addresses());
        keys.add(router(holding.name()));
        if (holding.spec() != null) {
            holding.spec().virtualIPs().forEach(name -> keys.add(virtualIP(name)));
        }
        return keys;
    }

    private static String virtualIP(String name) {
        return "VirtualIP " + name;
    }

    private static String router(String name) {
        return "virtual router " + name;
    }
}
