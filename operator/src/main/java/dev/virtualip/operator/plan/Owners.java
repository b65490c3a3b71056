package dev.virtualip.operator.plan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which addresses are nodes' own. */
final class Owners {
    private final Map<InetAddress, List<Owner>> owners = new HashMap<>();

    /**
     * Where an address is.
     *
     * @param node the node
     * @param interfaceName the interface
     */
    record Owner(NodeFacts node, String interfaceName) {}

    Owners(List<NodeFacts> nodes) {
        for (NodeFacts node : nodes) {
            for (Link link : node.links()) {
                link.addresses()
                        .forEach(prefix -> owners.computeIfAbsent(prefix.address(), ignored -> new ArrayList<>(1))
                                .add(new Owner(node, link.name())));
            }
        }
    }

    /** The nodes that have an address as their own. */
    List<Owner> of(InetAddress address) {
        return owners.getOrDefault(address, List.of());
    }

    /** Whether it is an address of nodes, but not of this one. */
    boolean isAnothers(InetAddress address, String node) {
        List<Owner> all = of(address);
        return !all.isEmpty()
                && all.stream().noneMatch(owner -> owner.node().name().equals(node));
    }
}
