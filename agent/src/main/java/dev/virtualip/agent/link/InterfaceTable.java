package dev.virtualip.agent.link;

import dev.virtualip.agent.netlink.NetlinkEvent;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The interfaces of this network namespace and their addresses, from the kernel's messages. */
public final class InterfaceTable {
    private final Map<Integer, HostInterface> byIndex = new HashMap<>();
    private final UnaryOperator<AddressChanged> marks;

    /** With what gives an address the mark that the kernel does not keep. */
    public InterfaceTable(UnaryOperator<AddressChanged> marks) {
        this.marks = marks;
    }

    /** An empty table of the same kind. */
    InterfaceTable empty() {
        return new InterfaceTable(marks);
    }

    /** Takes over the content of another table: everything was listed again. */
    void replaceBy(InterfaceTable listed) {
        listed.byIndex.forEach((index, link) -> {
            HostInterface older = byIndex.get(index);
            if (older != null) {
                link.inheritMacs(older);
            }
        });
        byIndex.clear();
        byIndex.putAll(listed.byIndex);
    }

    /** Takes a message in; true if an interface or an address of the host's own looks different now. */
    public boolean apply(NetlinkEvent event) {
        return switch (event) {
            case NetlinkEvent.LinkChanged link -> {
                HostInterface known = byIndex.get(link.index());
                if (known == null) {
                    byIndex.put(link.index(), new HostInterface(link));
                }
                yield known == null || known.update(link);
            }
            case NetlinkEvent.LinkRemoved link -> byIndex.remove(link.index()) != null;
            case NetlinkEvent.AddressChanged address -> {
                HostInterface owner = byIndex.get(address.interfaceIndex());
                yield owner != null && owner.put(marks.apply(address));
            }
            case NetlinkEvent.AddressRemoved address -> {
                HostInterface owner = byIndex.get(address.interfaceIndex());
                yield owner != null && owner.remove(address.address(), address.prefixLength());
            }
            case NetlinkEvent.Ack ignored -> false;
            case NetlinkEvent.Done ignored -> false;
            case NetlinkEvent.Overrun ignored -> false;
        };
    }

    public @Nullable HostInterface byName(String name) {
        for (HostInterface candidate : byIndex.values()) {
            if (candidate.name().equals(name)) {
                return candidate;
            }
        }
        return null;
    }

    public @Nullable HostInterface byIndex(int index) {
        return byIndex.get(index);
    }

    public Collection<HostInterface> all() {
        return byIndex.values();
    }

    /** The interface that has an address as the host's own; null if none has. */
    public @Nullable HostInterface owner(InetAddress address) {
        for (HostInterface link : byIndex.values()) {
            if (link.own(address) != null) {
                return link;
            }
        }
        return null;
    }

    /**
     * Whether frames with this MAC address come from this host: another interface may be on the same link, and a frame
     * sent before a change of the MAC address may still arrive, or be delivered back by a bond.
     */
    public boolean isOurs(MacAddress mac) {
        for (HostInterface link : byIndex.values()) {
            if (link.sendsAs(mac)) {
                return true;
            }
        }
        return false;
    }
}
