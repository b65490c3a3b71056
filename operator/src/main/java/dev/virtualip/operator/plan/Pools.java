package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.LabelSelector;
import dev.virtualip.crds.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.operator.plan.InterfaceChoice.Found;
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
    private final List<NodeFacts> nodes;
    private final Map<Key, Pool> pools = new HashMap<>();

    /** Addresses in the same subnets find the same interfaces. */
    private record Key(
            @Nullable LabelSelector nodeSelector,
            @Nullable InterfaceSelector interfaceSelector,
            List<List<Subnet>> subnets) {}

    Pools(List<NodeFacts> nodes, Networks networks) {
        this.nodes = nodes;
        this.networks = networks;
    }

    /** The pool for the addresses of a VirtualIP in one virtual router. */
    Pool of(Settings settings, List<IpPrefix> addresses) {
        List<InetAddress> hosts = addresses.stream().map(IpPrefix::address).toList();
        List<List<Subnet>> subnets = hosts.stream().map(networks::subnetsWith).toList();
        Key key = new Key(settings.nodeSelector(), settings.interfaceSelector(), subnets);
        return pools.computeIfAbsent(
                key,
                ignored -> filled(settings.nodeSelector(), new InterfaceChoice(settings.interfaceSelector(), hosts)));
    }

    private Pool filled(@Nullable LabelSelector nodeSelector, InterfaceChoice choice) {
        Pool pool = new Pool(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            NodeFacts node = nodes.get(i);
            if (obstacle(node, nodeSelector) == null && choice.on(node.links()) instanceof Found found) {
                int network = networks.of(node.name(), found.link().name());
                pool.put(i, found.link(), network, node.standing().lastResort());
            }
        }
        return pool;
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
        return Standing.isTainted(node.node(), selector) ? Obstacle.TAINTED : null;
    }
}
