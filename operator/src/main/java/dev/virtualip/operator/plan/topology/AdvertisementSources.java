package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.Vrrp.Transport;
import java.net.InetAddress;
import java.util.List;

/** Source addresses of advertisements: link-local ones for VRRP over IPv6 multicast, others otherwise. */
public final class AdvertisementSources {
    private AdvertisementSources() {}

    /** Returns the possible source addresses of an interface as text, in the order of the report. */
    public static List<String> of(NodeInterface link, boolean ipv6, Transport transport) {
        return link.addresses().stream()
                .filter(prefix -> prefix.isIpv6() == ipv6)
                .map(IpPrefix::address)
                .filter(address -> !ipv6 || isSource(address, transport))
                .map(AddressText::format)
                .distinct()
                .toList();
    }

    private static boolean isSource(InetAddress address, Transport transport) {
        return address.isLinkLocalAddress() == (transport == Transport.MULTICAST);
    }
}
