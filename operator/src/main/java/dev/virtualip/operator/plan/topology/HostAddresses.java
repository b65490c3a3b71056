package dev.virtualip.operator.plan.topology;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Addresses that are configured on nodes. */
public final class HostAddresses {
    private final Map<InetAddress, List<HostAddress>> byAddress = new HashMap<>();

    /**
     * An address on an interface of a node.
     *
     * @param node the node
     * @param interfaceName the interface
     */
    public record HostAddress(NodeFacts node, String interfaceName) {}

    public void add(NodeFacts node) {
        for (NodeInterface link : node.links()) {
            HostAddress owner = new HostAddress(node, link.name());
            link.addresses()
                    .forEach(prefix -> byAddress.merge(
                            prefix.address(),
                            List.of(owner),
                            (a, b) -> Stream.concat(a.stream(), b.stream())
                                    .sorted((one, other) -> one.node()
                                            .name()
                                            .compareTo(other.node().name()))
                                    .toList()));
        }
    }

    /** Returns where an address is configured, ordered by node name. */
    public List<HostAddress> of(InetAddress address) {
        return byAddress.getOrDefault(address, List.of());
    }

    /** Whether an address is configured on other nodes only. */
    public boolean isAnothers(InetAddress address, String node) {
        List<HostAddress> all = of(address);
        return !all.isEmpty()
                && all.stream().noneMatch(owner -> owner.node().name().equals(node));
    }
}
