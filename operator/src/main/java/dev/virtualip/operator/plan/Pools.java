package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.LabelSelector;
import dev.virtualip.crds.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.operator.plan.InterfaceChoice.Found;
import dev.virtualip.operator.plan.InterfaceChoice.NotFound;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pools of nodes, each made once for all that ask for the same. */
final class Pools {
    private final Networks networks;
    private final Map<Key, Filled> pools = new HashMap<>();
    private List<NodeFacts> nodes = List.of();

    /** Addresses in the same subnets find the same interfaces. */
    private record Key(
            @Nullable LabelSelector nodeSelector,
            @Nullable InterfaceSelector interfaceSelector,
            List<List<Subnet>> subnets) {}

    /** A pool, and how it is filled. */
    private record Filled(Pool pool, @Nullable LabelSelector nodeSelector, InterfaceChoice choice) {}

    Pools(Networks networks) {
        this.networks = networks;
    }

    /** The pool for the addresses of a VirtualIP in one virtual router. */
    Pool of(Settings settings, List<IpPrefix> addresses) {
        List<InetAddress> hosts = addresses.stream().map(IpPrefix::address).toList();
        List<List<Subnet>> subnets = hosts.stream().map(networks::subnetsWith).toList();
        Key key = new Key(settings.nodeSelector(), settings.interfaceSelector(), subnets);
        Filled known = pools.get(key);
        if (known == null) {
            InterfaceChoice choice = new InterfaceChoice(settings.interfaceSelector(), hosts);
            known = new Filled(new Pool(), settings.nodeSelector(), choice);
            pools.put(key, known);
            fill(known);
        }
        return known.pool();
    }

    /** There are other nodes now, or others have these numbers. */
    void renumber(List<NodeFacts> all) {
        nodes = all;
        pools.values().forEach(this::fill);
    }

    /** Something is new of some nodes. */
    void refresh(List<NodeFacts> all, List<Integer> changed) {
        nodes = all;
        for (Filled filled : pools.values()) {
            changed.forEach(number -> put(filled, number));
        }
    }

    /** How many there are, whether anybody asks for them still or not. */
    int memories() {
        return pools.size();
    }

    private void fill(Filled filled) {
        filled.pool().clear(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            put(filled, i);
        }
    }

    private void put(Filled filled, int number) {
        NodeFacts node = nodes.get(number);
        boolean serves = obstacle(node, filled.nodeSelector()) == null;
        switch (filled.choice().on(serves ? node.links() : List.of())) {
            case Found found ->
                filled.pool()
                        .put(
                                number,
                                found.link(),
                                networks.of(node.name(), found.link().name()),
                                node.standing().lastResort());
            case NotFound ignored -> filled.pool().remove(number);
        }
    }

    /** Which nodes get nothing new of one kind, by why that is so. */
    Map<Obstacle, List<String>> obstacles(@Nullable LabelSelector selector) {
        Map<Obstacle, List<String>> obstacles = new EnumMap<>(Obstacle.class);
        for (NodeFacts node : nodes) {
            Obstacle obstacle = obstacle(node, selector);
            obstacles
                    .computeIfAbsent(obstacle == null ? Obstacle.NO_INTERFACE : obstacle, ignored -> new ArrayList<>())
                    .add(node.name());
        }
        return obstacles;
    }

    private static @Nullable Obstacle obstacle(NodeFacts node, @Nullable LabelSelector selector) {
        if (!LabelSelectors.matches(selector, node.node().labels())) {
            return Obstacle.NOT_SELECTED;
        }
        Obstacle obstacle = node.standing().obstacle();
        if (obstacle != null) {
            return obstacle;
        }
        return Taints.keepAway(node.node(), selector) ? Obstacle.TAINTED : null;
    }
}
