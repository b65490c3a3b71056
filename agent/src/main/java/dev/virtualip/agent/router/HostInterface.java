package dev.virtualip.agent.router;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkChanged;
import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An interface as the kernel last described it, with its addresses in the kernel's order. */
final class HostInterface {
    /** By address: the host's own may be there beside ours, with another prefix. */
    private final Map<InetAddress, List<AddressChanged>> addresses = new LinkedHashMap<>();

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
        List<AddressChanged> same = addresses.computeIfAbsent(address.address(), ignored -> new ArrayList<>(1));
        same.removeIf(known -> known.prefixLength() == address.prefixLength());
        same.add(address);
    }

    void remove(InetAddress address, int prefixLength) {
        List<AddressChanged> same = addresses.get(address);
        if (same != null && same.removeIf(known -> known.prefixLength() == prefixLength) && same.isEmpty()) {
            addresses.remove(address);
        }
    }

    /** The address as the host's own; null if it is not there, or only by our doing. */
    @Nullable
    AddressChanged own(InetAddress address) {
        for (AddressChanged known : addresses.getOrDefault(address, List.of())) {
            if (!known.ours()) {
                return known;
            }
        }
        return null;
    }

    /** Whether the address is there by our doing, with this prefix. */
    boolean shows(BoundAddress bound) {
        for (AddressChanged known : addresses.getOrDefault(bound.address(), List.of())) {
            if (known.ours() && known.prefixLength() == bound.prefixLength()) {
                return true;
            }
        }
        return false;
    }

    /** All addresses, in the kernel's order. */
    List<AddressChanged> addresses() {
        return addresses.values().stream().flatMap(List::stream).toList();
    }

    InterfaceSnapshot snapshot() {
        return new InterfaceSnapshot(
                name(),
                usable(),
                link.mac() == 0 ? "" : mac().toString(),
                addresses().stream()
                        .filter(address -> !address.ours())
                        .map(address -> new VirtualAddress(address.address(), address.prefixLength()))
                        .toList());
    }
}
