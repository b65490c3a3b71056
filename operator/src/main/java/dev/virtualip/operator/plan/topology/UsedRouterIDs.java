package dev.virtualip.operator.plan.topology;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Virtual Router IDs in use by nodes on each network, including those not released yet. */
public final class UsedRouterIDs {
    public static final int MAX = 255;

    private final Map<Space, BitSet> ids = new HashMap<>();

    /**
     * A network and family, within which Virtual Router IDs are unique.
     *
     * @param network the number of the network
     * @param ipv6 the family
     */
    public record Space(int network, boolean ipv6) {}

    /** Collects the IDs of these nodes. */
    public UsedRouterIDs(List<NodeFacts> nodes, Networks networks) {
        for (NodeFacts node : nodes) {
            for (HostedRouter hosted : node.hostedRouters()) {
                if (hosted.id() > 0 && hosted.id() <= MAX) {
                    int network = networks.of(hosted.node(), hosted.vrrpInterfaceName());
                    ids.computeIfAbsent(new Space(network, hosted.ipv6()), ignored -> new BitSet(MAX + 1))
                            .set(hosted.id());
                }
            }
        }
    }

    /** Whether any node uses an ID. */
    public boolean has(Space space, int id) {
        BitSet its = ids.get(space);
        return its != null && its.get(id);
    }

    /** Returns the used IDs as a new set. */
    public BitSet of(Space space) {
        BitSet its = new BitSet(MAX + 1);
        its.or(ids.getOrDefault(space, its));
        return its;
    }
}
