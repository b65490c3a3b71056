package dev.virtualip.agent.probe;

import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Facts of one interface.
 *
 * @param index its index
 * @param name its name
 * @param up whether it is set up
 * @param carrier whether it has a carrier
 * @param mac its Ethernet address
 * @param mtu in bytes
 * @param addresses all its addresses, virtual ones included
 * @param settings its sysctls
 * @param bridge the bridge that it is or belongs to; empty: none
 * @param snooping whether that bridge snoops multicast without being the querier
 * @param bondMode the mode of the bond that it is; empty: none
 * @param repliesVia the interface on which replies from its IPv4 address to other networks leave; empty: unknown
 * @param networkdFile the file by which systemd-networkd manages it; empty: it does not
 * @param networkdKeeps whether that file keeps addresses of others
 * @param networkManager whether NetworkManager manages it
 */
record LinkFacts(
        int index,
        String name,
        boolean up,
        boolean carrier,
        MacAddress mac,
        int mtu,
        List<AddressChanged> addresses,
        LinkSettings settings,
        String bridge,
        boolean snooping,
        String bondMode,
        String repliesVia,
        String networkdFile,
        boolean networkdKeeps,
        boolean networkManager) {

    LinkFacts {
        addresses = List.copyOf(addresses);
    }

    /**
     * Sysctls of an interface, as they take effect: the higher of its own and that of all interfaces.
     *
     * @param reversePathFilter 0 off, 1 strict, 2 loose
     * @param arpIgnore which ARP requests are answered
     * @param promoteSecondaries whether other addresses stay when the primary one goes
     * @param ipv6Disabled whether it has no IPv6
     */
    record LinkSettings(int reversePathFilter, int arpIgnore, boolean promoteSecondaries, boolean ipv6Disabled) {}

    /** The host's own address to send from: IPv4 the first, IPv6 the link-local one; empty: there is none. */
    Optional<InetAddress> source(Family family, Set<InetAddress> virtual) {
        return own(family, virtual).map(AddressChanged::address);
    }

    /** The entry of {@link #source}. */
    Optional<AddressChanged> own(Family family, Set<InetAddress> virtual) {
        return addresses.stream()
                .filter(entry -> Family.of(entry.address()) == family)
                .filter(entry -> !entry.ours() && !virtual.contains(entry.address()))
                .filter(entry -> family == Family.IPV4 || entry.address().isLinkLocalAddress())
                .findFirst();
    }

    /** Whether it has this address now. */
    boolean holds(InetAddress address) {
        return addresses.stream().anyMatch(entry -> entry.address().equals(address));
    }
}
