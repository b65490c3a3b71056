package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.LabelSelector;
import dev.virtualip.crds.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.operator.plan.InterfaceChoice.Found;
import dev.virtualip.operator.plan.InterfaceChoice.NotFound;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pools of nodes, each made once for all that ask for the same. */
final class Pools {
    private final List<NodeFacts> nodes;
    private final Networks networks;
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
        Pool known = pools.get(key);
        if (known != null) {
            return known;
        }
        Pool made = make(settings, new InterfaceChoice(settings.interfaceSelector(), hosts));
        pools.put(key, made);
        return made;
    }

    private Pool make(Settings settings, InterfaceChoice choice) {
        Pool pool = new Pool(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            NodeFacts node = nodes.get(i);
            Obstacle obstacle = obstacle(node, settings.nodeSelector());
            if (obstacle != null) {
                pool.pass(node, obstacle);
                continue;
            }
            switch (choice.on(node.links())) {
                case Found found ->
                    pool.add(
                            i,
                            found.link(),
                            networks.of(node.name(), found.link().name()),
                            node.standing().lastResort());
                case NotFound ignored -> pool.pass(node, Obstacle.NO_INTERFACE);
            }
        }
        return pool;
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
