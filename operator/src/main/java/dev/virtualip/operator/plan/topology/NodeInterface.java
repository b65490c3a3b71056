package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network interface of a node, as its agent reports it.
 *
 * @param name its name
 * @param up whether it is up and has a carrier
 * @param addresses the host's own addresses on it
 * @param subnets the connected subnets, without link-local prefixes and single hosts
 */
public record NodeInterface(String name, boolean up, List<IpPrefix> addresses, List<Subnet> subnets) {

    /** Reads a report. Unreadable addresses are skipped. */
    public static NodeInterface of(InterfaceStatus status) {
        List<IpPrefix> addresses =
                status.addresses().stream().flatMap(NodeInterface::readable).toList();
        List<Subnet> subnets = addresses.stream()
                .filter(prefix -> !prefix.address().isLinkLocalAddress() && prefix.length() < bits(prefix))
                .map(Subnet::of)
                .distinct()
                .toList();
        return new NodeInterface(status.name(), status.up(), addresses, subnets);
    }

    /** Returns the length of the longest connected prefix that contains an address; -1: none. */
    int longestPrefix(InetAddress address) {
        int longest = -1;
        for (Subnet subnet : subnets) {
            if (subnet.length() > longest && subnet.holds(address)) {
                longest = subnet.length();
            }
        }
        return longest;
    }

    private static Stream<IpPrefix> readable(String text) {
        try {
            return Stream.of(IpPrefix.parse(text));
        } catch (IllegalArgumentException _) {
            return Stream.empty();
        }
    }

    private static int bits(IpPrefix prefix) {
        return prefix.isIpv6() ? 128 : 32;
    }

    @Override
    public String toString() {
        return name + addresses;
    }
}
