package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualIPStatus.RouterSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what has to do with each other. */
final class Components {
    private Components() {}

    /**
     * The components.
     *
     * @param wishes the VirtualIPs, the oldest first
     * @param holdings what nodes have, by the virtual routers' names
     */
    static List<Component> of(Collection<Wish> wishes, Map<String, List<Holding>> holdings) {
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
    static List<Object> keys(Wish wish) {
        List<Object> keys = new ArrayList<>();
        keys.add(virtualIP(wish.name()));
        keys.add(router(RouterNames.of(wish.name(), false)));
        keys.add(router(RouterNames.of(wish.name(), true)));
        wish.wanted().status().virtualRouters().stream()
                .map(RouterSummary::name)
                .map(Components::router)
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
    static List<Object> keys(Holding holding) {
        List<Object> keys = new ArrayList<>(holding.addresses());
        keys.add(router(holding.name()));
        if (holding.spec() != null) {
            holding.spec().virtualIPs().forEach(name -> keys.add(virtualIP(name)));
        }
        return keys;
    }

    static String virtualIP(String name) {
        return "VirtualIP " + name;
    }

    static String router(String name) {
        return "virtual router " + name;
    }
}
