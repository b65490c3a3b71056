package dev.virtualip.agent.router;

import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkChanged;
import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An interface as the kernel last described it, with its addresses in the kernel's order. */
final class HostInterface {
    private final Map<InetAddress, AddressChanged> addresses = new LinkedHashMap<>();
    private LinkChanged link;

    HostInterface(LinkChanged link) {
        this.link = link;
    }

    void update(LinkChanged newer) {
        link = newer;
    }

    int index() {
        return link.index();
    }

    String name() {
        return link.name();
    }

    boolean loopback() {
        return link.loopback();
    }

    /** Whether it is up and has a carrier. */
    boolean usable() {
        return link.up() && link.lowerUp();
    }

    boolean up() {
        return link.up();
    }

    /** The bridge, bond or VRF that it is part of; 0: none. */
    int masterIndex() {
        return link.masterIndex();
    }

    MacAddress mac() {
        return new MacAddress(link.mac());
    }

    void put(AddressChanged address) {
        addresses.put(address.address(), address);
    }

    void remove(InetAddress address) {
        addresses.remove(address);
    }

    void forgetAddresses() {
        addresses.clear();
    }

    @Nullable
    AddressChanged address(InetAddress address) {
        return addresses.get(address);
    }

    Collection<AddressChanged> addresses() {
        return addresses.values();
    }

    InterfaceSnapshot snapshot() {
        return new InterfaceSnapshot(
                name(),
                usable(),
                link.mac() == 0 ? "" : mac().toString(),
                addresses.values().stream()
                        .filter(address -> !address.ours())
                        .map(address -> new VirtualAddress(address.address(), address.prefixLength()))
                        .toList());
    }
}
