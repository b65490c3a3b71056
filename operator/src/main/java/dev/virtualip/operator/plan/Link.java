package dev.virtualip.operator.plan;

import dev.virtualip.crds.InterfaceStatus;
import dev.virtualip.crds.IpPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network interface of a node, as its agent reports it.
 *
 * @param name its name
 * @param up whether it is up and has a carrier
 * @param addresses the host's own addresses on it
 * @param subnets what is connected to it; a link-local prefix and a single host tell nothing and are left out
 */
record Link(String name, boolean up, List<IpPrefix> addresses, List<Subnet> subnets) {

    /** What an agent reports; an address that cannot be read is left out: nothing can be built on it. */
    static Link of(InterfaceStatus status) {
        List<IpPrefix> addresses =
                status.addresses().stream().flatMap(Link::readable).toList();
        List<Subnet> subnets = addresses.stream()
                .filter(prefix -> !prefix.address().isLinkLocalAddress() && prefix.length() < bits(prefix))
                .map(Subnet::of)
                .distinct()
                .toList();
        return new Link(status.name(), status.up(), addresses, subnets);
    }

    /** The length of the longest connected prefix that holds an address; -1: none does. */
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
