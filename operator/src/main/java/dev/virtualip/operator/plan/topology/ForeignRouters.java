package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.HeardVirtualRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Virtual routers of foreign hosts that agents detect, by network, family and Virtual Router ID. */
public final class ForeignRouters {
    private static final BitSet NO_IDS = new BitSet();

    private final Map<Key, List<ForeignRouter>> routers = new HashMap<>();
    private final Map<Key, BitSet> ids = new HashMap<>();

    private record Key(int network, boolean ipv6, int id) {}

    /**
     * A foreign virtual router.
     *
     * @param source the source address
     * @param node the node that detected it
     * @param interfaceName the interface
     */
    public record ForeignRouter(InetAddress source, String node, String interfaceName) {}

    /**
     * Collects the reports of all agents. A source that is the address of another node is one of ours: that node runs
     * an agent. A source on the reporting node itself is another program there.
     */
    public ForeignRouters(List<NodeFacts> nodes, Networks networks, HostAddresses hostAddresses) {
        for (NodeFacts node : nodes) {
            if (node.router() == null || node.router().status() == null) {
                continue;
            }
            for (HeardVirtualRouter router : node.router().status().heardVirtualRouters()) {
                InetAddress source = ReadableAddresses.read(router.source())
                        .map(IpPrefix::address)
                        .orElse(null);
                if (source != null && !hostAddresses.isAnothers(source, node.name())) {
                    int network = networks.of(node.name(), router.interfaceName());
                    Key key = new Key(network, source.getAddress().length > 4, router.virtualRouterID());
                    routers.computeIfAbsent(key, ignored -> new ArrayList<>(1))
                            .add(new ForeignRouter(source, node.name(), router.interfaceName()));
                    ids.computeIfAbsent(new Key(network, key.ipv6(), 0), ignored -> new BitSet())
                            .set(key.id());
                }
            }
        }
    }

    /** Returns the Virtual Router IDs that foreign routers use. */
    public BitSet ids(int network, boolean ipv6) {
        return ids.getOrDefault(new Key(network, ipv6, 0), NO_IDS);
    }

    /** Finds a foreign router with an ID whose source is not allowed; null: none. */
    @Nullable
    public ForeignRouter find(int network, boolean ipv6, int id, Set<InetAddress> allowed) {
        for (ForeignRouter one : routers.getOrDefault(new Key(network, ipv6, id), List.of())) {
            if (!allowed.contains(one.source())) {
                return one;
            }
        }
        return null;
    }
}
