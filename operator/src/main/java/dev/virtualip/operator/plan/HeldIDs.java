package dev.virtualip.operator.plan;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Virtual Router IDs that nodes have on each network, or have yet to give up. */
final class HeldIDs {
    static final int MAX = 255;

    private final Map<Space, BitSet> ids = new HashMap<>();

    /**
     * Where IDs differ.
     *
     * @param network the number of the network
     * @param ipv6 the family
     */
    record Space(int network, boolean ipv6) {}

    /** The IDs of these nodes. */
    HeldIDs(List<NodeFacts> nodes, Networks networks) {
        for (NodeFacts node : nodes) {
            for (Holding holding : node.holdings()) {
                if (holding.id() > 0 && holding.id() <= MAX) {
                    int network = networks.of(holding.node(), holding.interfaceName());
                    ids.computeIfAbsent(new Space(network, holding.ipv6()), ignored -> new BitSet(MAX + 1))
                            .set(holding.id());
                }
            }
        }
    }

    /** Whether any node has an ID. */
    boolean has(Space space, int id) {
        BitSet its = ids.get(space);
        return its != null && its.get(id);
    }

    /** Those that any node has, as a new set. */
    BitSet of(Space space) {
        BitSet its = new BitSet(MAX + 1);
        its.or(ids.getOrDefault(space, its));
        return its;
    }
}
