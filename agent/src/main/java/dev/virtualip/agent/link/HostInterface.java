package dev.virtualip.agent.link;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkChanged;
import dev.virtualip.agent.node.InterfaceSnapshot;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An interface as the kernel last described it, with its addresses in the kernel's order. */
public final class HostInterface {
    private static final int FORMER_MACS_MAX = 8;

    /** By address: the host's own may be there beside ours, with another prefix. */
    private final Map<InetAddress, List<AddressChanged>> addresses = new LinkedHashMap<>();

    /** MAC addresses that it had until recently: frames that carry one are still the host's own. */
    private final Set<MacAddress> formerMacs = new LinkedHashSet<>();

    private LinkChanged link;

    HostInterface(LinkChanged link) {
        this.link = link;
    }

    /** Takes a new description over; true if people see a difference. */
    boolean update(LinkChanged newer) {
        LinkChanged before = link;
        boolean wasUsable = usable();
        link = newer;
        if (before.mac() != newer.mac() && formerMacs.size() < FORMER_MACS_MAX) {
            formerMacs.add(new MacAddress(before.mac()));
        }
        return wasUsable != usable()
                || before.mac() != newer.mac()
                || !before.name().equals(newer.name());
    }

    public int index() {
        return link.index();
    }

    public String name() {
        return link.name();
    }

    public boolean loopback() {
        return link.loopback();
    }

    /** Whether it is up and has a carrier. */
    public boolean usable() {
        return link.up() && link.lowerUp();
    }

    public boolean up() {
        return link.up();
    }

    /** The bridge, bond or VRF that it is part of; 0: none. */
    public int masterIndex() {
        return link.masterIndex();
    }

    public MacAddress mac() {
        return new MacAddress(link.mac());
    }

    /** Whether frames with this MAC address come from this interface, or came from it until recently. */
    boolean sendsAs(MacAddress other) {
        return mac().equals(other) || formerMacs.contains(other);
    }

    /** Whether its MAC address changed since the last {@link #forgetFormerMacs}. */
    public boolean hasFormerMacs() {
        return !formerMacs.isEmpty();
    }

    public void forgetFormerMacs() {
        formerMacs.clear();
    }

    /** Takes over what an older description of the same interface knew of its MAC addresses. */
    void inheritMacs(HostInterface older) {
        formerMacs.addAll(older.formerMacs);
        if (!older.mac().equals(mac())) {
            formerMacs.add(older.mac());
        }
    }

    /** Takes an address in; true if the host's own are others now. */
    public boolean put(AddressChanged address) {
        List<AddressChanged> same = addresses.computeIfAbsent(address.address(), ignored -> new ArrayList<>(1));
        AddressChanged before = withPrefix(same, address.prefixLength());
        same.remove(before);
        same.add(address);
        return before == null ? !address.ours() : before.ours() != address.ours();
    }

    /** Takes an address out; true if it was one of the host's own. */
    public boolean remove(InetAddress address, int prefixLength) {
        List<AddressChanged> same = addresses.getOrDefault(address, List.of());
        AddressChanged before = withPrefix(same, prefixLength);
        if (before == null) {
            return false;
        }
        same.remove(before);
        if (same.isEmpty()) {
            addresses.remove(address);
        }
        return !before.ours();
    }

    private static @Nullable AddressChanged withPrefix(List<AddressChanged> same, int prefixLength) {
        for (AddressChanged known : same) {
            if (known.prefixLength() == prefixLength) {
                return known;
            }
        }
        return null;
    }

    /** The address as the host's own; null if it is not there, or only by our doing. */
    public @Nullable AddressChanged own(InetAddress address) {
        for (AddressChanged known : addresses.getOrDefault(address, List.of())) {
            if (!known.ours()) {
                return known;
            }
        }
        return null;
    }

    /** Whether the address is there by our doing, with this prefix. */
    public boolean shows(BoundAddress bound) {
        for (AddressChanged known : addresses.getOrDefault(bound.address(), List.of())) {
            if (known.ours() && known.prefixLength() == bound.prefixLength()) {
                return true;
            }
        }
        return false;
    }

    /** All addresses, in the kernel's order. */
    public List<AddressChanged> addresses() {
        return addresses.values().stream().flatMap(List::stream).toList();
    }

    public InterfaceSnapshot snapshot() {
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
