package dev.virtualip.operator.plan;

import dev.virtualip.crds.HeardVirtualRouter;
import dev.virtualip.crds.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Virtual routers of others that agents hear, by network, family and Virtual Router ID. */
final class Foreigners {
    private static final BitSet NO_IDS = new BitSet();

    private final Map<Key, List<Heard>> heard = new HashMap<>();
    private final Map<Key, BitSet> ids = new HashMap<>();

    private record Key(int network, boolean ipv6, int id) {}

    /**
     * Somebody else's virtual router.
     *
     * @param source the address that it was heard from
     * @param node the node that hears it
     * @param interfaceName where
     */
    record Heard(InetAddress source, String node, String interfaceName) {}

    /**
     * Looks through what all agents hear. What one node hears from another's own address is of our own making: that
     * other node runs an agent. What a node hears from its own address is another program on that node.
     */
    Foreigners(List<NodeFacts> nodes, Networks networks, Owners owners) {
        for (NodeFacts node : nodes) {
            if (node.router() == null || node.router().status() == null) {
                continue;
            }
            for (HeardVirtualRouter router : node.router().status().heardVirtualRouters()) {
                InetAddress source =
                        Addresses.read(router.source()).map(IpPrefix::address).orElse(null);
                if (source != null && !owners.isAnothers(source, node.name())) {
                    int network = networks.of(node.name(), router.interfaceName());
                    Key key = new Key(network, source.getAddress().length > 4, router.virtualRouterID());
                    heard.computeIfAbsent(key, ignored -> new ArrayList<>(1))
                            .add(new Heard(source, node.name(), router.interfaceName()));
                    ids.computeIfAbsent(new Key(network, key.ipv6(), 0), ignored -> new BitSet())
                            .set(key.id());
                }
            }
        }
    }

    /** The IDs that others use. */
    BitSet ids(int network, boolean ipv6) {
        return ids.getOrDefault(new Key(network, ipv6, 0), NO_IDS);
    }

    /** Somebody who uses an ID and is not among those who may; null: nobody does. */
    @Nullable
    Heard find(int network, boolean ipv6, int id, Set<InetAddress> allowed) {
        for (Heard one : heard.getOrDefault(new Key(network, ipv6, id), List.of())) {
            if (!allowed.contains(one.source())) {
                return one;
            }
        }
        return null;
    }
}
