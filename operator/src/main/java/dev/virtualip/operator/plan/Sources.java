package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.Vrrp.Transport;
import java.net.InetAddress;
import java.util.List;

/** From which addresses a node may speak: VRRP over IPv6 multicast uses link-local ones, all else the others. */
final class Sources {
    private Sources() {}

    /** The addresses of an interface that can be a source, as text, in the order of the report. */
    static List<String> of(Link link, boolean ipv6, Transport transport) {
        return link.addresses().stream()
                .filter(prefix -> prefix.isIpv6() == ipv6)
                .map(IpPrefix::address)
                .filter(address -> !ipv6 || speaks(address, transport))
                .map(AddressText::format)
                .distinct()
                .toList();
    }

    private static boolean speaks(InetAddress address, Transport transport) {
        return address.isLinkLocalAddress() == (transport == Transport.MULTICAST);
    }
}
