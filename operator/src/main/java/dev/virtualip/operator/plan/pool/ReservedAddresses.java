package dev.virtualip.operator.plan.pool;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.NodeInterface;
import dev.virtualip.operator.plan.topology.Subnet;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Addresses that are never allocated: those of nodes, and the network and broadcast addresses of connected subnets.
 *
 * @param ofNodes the nodes' own addresses
 * @param all these, and the first (subnet-router anycast, RFC 4291 section 2.6.1) and for IPv4 the last address of each
 *     connected subnet of more than two addresses
 */
record ReservedAddresses(Set<InetAddress> ofNodes, Set<InetAddress> all) {

    static ReservedAddresses of(Collection<NodeFacts> nodes) {
        Set<InetAddress> ofNodes = new HashSet<>();
        Set<Subnet> subnets = new HashSet<>();
        for (NodeFacts node : nodes) {
            for (NodeInterface link : node.links()) {
                link.addresses().stream().map(IpPrefix::address).forEach(ofNodes::add);
                subnets.addAll(link.subnets());
            }
        }
        Set<InetAddress> all = new HashSet<>(ofNodes);
        for (Subnet subnet : subnets) {
            AddressRange.parse(subnet.toString()).ifPresent(range -> addEnds(range, all));
        }
        return new ReservedAddresses(ofNodes, all);
    }

    private static void addEnds(AddressRange subnet, Set<InetAddress> ends) {
        if (subnet.size().compareTo(BigInteger.TWO) > 0) {
            ends.add(subnet.at(BigInteger.ZERO));
            if (!subnet.isIpv6()) {
                ends.add(subnet.at(subnet.size().subtract(BigInteger.ONE)));
            }
        }
    }

    int size() {
        return all.size();
    }

    boolean has(InetAddress address) {
        return all.contains(address);
    }
}
