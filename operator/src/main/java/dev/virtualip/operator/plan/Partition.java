package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The components, kept up to date: only those are put together anew that have to do with what changed. */
final class Partition {
    private final Map<String, Wish> wishes = new HashMap<>();
    private final Map<String, List<Holding>> holdings = new HashMap<>();
    private final Map<Object, Component> homes = new HashMap<>();
    private final Map<String, Set<Component>> byNode = new HashMap<>();

    /**
     * What an update came to.
     *
     * @param dissolved components that are no more
     * @param formed those that came instead
     */
    record Update(Collection<Component> dissolved, Collection<Component> formed) {}

    /**
     * Takes in what changed.
     *
     * @param changedWishes what is new of VirtualIPs by name, in an order of which nothing hangs; null: it is gone
     * @param changedNodes what is new of nodes
     */
    Update update(Map<String, @Nullable Wish> changedWishes, List<NodeChange> changedNodes) {
        Set<Component> dissolved = new LinkedHashSet<>();
        Set<String> names = new TreeSet<>(changedWishes.keySet());
        Set<String> routers = new TreeSet<>();
        changedWishes.forEach((name, wish) -> take(name, wish, dissolved));
        changedNodes.forEach(change -> take(change, routers, dissolved));
        for (Component component : dissolved) {
            component.wishes().forEach(wish -> names.add(wish.name()));
            routers.addAll(component.holdings().keySet());
            forget(component);
        }
        Collection<Component> formed = Components.of(wishesNamed(names), holdingsOf(routers));
        formed.forEach(this::remember);
        return new Update(dissolved, formed);
    }

    private void take(String name, @Nullable Wish wish, Set<Component> dissolved) {
        addHome(Components.virtualIP(name), dissolved);
        if (wish == null) {
            wishes.remove(name);
        } else {
            wishes.put(name, wish);
            Components.keys(wish).forEach(key -> addHome(key, dissolved));
        }
    }

    private void take(NodeChange change, Set<String> routers, Set<Component> dissolved) {
        if (change.before().holdings().equals(change.after().holdings())) {
            return;
        }
        Set<Holding> before = new LinkedHashSet<>(change.before().holdings());
        Set<Holding> after = new LinkedHashSet<>(change.after().holdings());
        Set<String> changed = new TreeSet<>();
        before.stream().filter(holding -> !after.contains(holding)).forEach(holding -> changed.add(holding.name()));
        for (Holding holding : after) {
            if (!before.contains(holding)) {
                changed.add(holding.name());
                Components.keys(holding).forEach(key -> addHome(key, dissolved));
            }
        }
        for (String router : changed) {
            addHome(Components.router(router), dissolved);
            replace(router, change);
        }
        routers.addAll(changed);
    }

    /** All that nodes have of one name, by node in order. */
    private void replace(String router, NodeChange change) {
        SortedMap<String, List<Holding>> byNodeName = new TreeMap<>();
        holdings.getOrDefault(router, List.of())
                .forEach(holding -> byNodeName
                        .computeIfAbsent(holding.node(), ignored -> new ArrayList<>(1))
                        .add(holding));
        byNodeName.put(
                change.name(),
                change.after().holdings().stream()
                        .filter(holding -> holding.name().equals(router))
                        .toList());
        List<Holding> all = new ArrayList<>();
        byNodeName.values().forEach(all::addAll);
        if (all.isEmpty()) {
            holdings.remove(router);
        } else {
            holdings.put(router, all);
        }
    }

    private void addHome(Object key, Set<Component> components) {
        Component home = homes.get(key);
        if (home != null) {
            components.add(home);
        }
    }

    private void forget(Component component) {
        component.keys().forEach(homes::remove);
        for (String node : component.nodes()) {
            byNode.computeIfPresent(node, (ignored, all) -> {
                all.remove(component);
                return all.isEmpty() ? null : all;
            });
        }
    }

    private void remember(Component component) {
        component.keys().forEach(key -> homes.put(key, component));
        component
                .nodes()
                .forEach(node -> byNode.computeIfAbsent(node, ignored -> new LinkedHashSet<>())
                        .add(component));
    }

    private List<Wish> wishesNamed(Set<String> names) {
        List<Wish> found = new ArrayList<>();
        for (String name : names) {
            Wish wish = wishes.get(name);
            if (wish != null) {
                found.add(wish);
            }
        }
        found.sort(Wish.BY_AGE);
        return found;
    }

    private Map<String, List<Holding>> holdingsOf(Set<String> routers) {
        Map<String, List<Holding>> found = new TreeMap<>();
        for (String router : routers) {
            List<Holding> all = holdings.get(router);
            if (all != null) {
                found.put(router, all);
            }
        }
        return found;
    }

    /** The component that something belongs to, by one of {@link Components#keys}; null: none. */
    @Nullable
    Component home(Object key) {
        return homes.get(key);
    }

    /** The components that have, or are said to have, something on a node. */
    Set<Component> on(String node) {
        return byNode.getOrDefault(node, Set.of());
    }

    /** Every component. */
    Set<Component> all() {
        return new LinkedHashSet<>(homes.values());
    }
}
