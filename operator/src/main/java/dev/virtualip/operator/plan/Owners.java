package dev.virtualip.operator.plan;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    void add(NodeFacts node) {
        for (Link link : node.links()) {
            Owner owner = new Owner(node, link.name());
            link.addresses()
                    .forEach(prefix -> owners.merge(
                            prefix.address(),
                            List.of(owner),
                            (a, b) -> Stream.concat(a.stream(), b.stream())
                                    .sorted((one, other) -> one.node()
                                            .name()
                                            .compareTo(other.node().name()))
                                    .toList()));
        }
    }

    /** The nodes that have an address as their own, by name in order. */
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
