package dev.virtualip.agent.router;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.linux.Sysctl;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The address that one virtual router sends its advertisements from, and why there is none, with the remedy. */
final class SourceAddress {
    private final VirtualRouterSpec spec;
    private final HostInterface link;
    private final InterfaceTable table;
    private final Set<InetAddress> virtualAddresses;

    /**
     * Looks at an interface as it is now.
     *
     * @param virtualAddresses every address that any virtual router of this node may bind: none of them is a source
     */
    SourceAddress(VirtualRouterSpec spec, HostInterface link, InterfaceTable table, Set<InetAddress> virtualAddresses) {
        this.spec = spec;
        this.link = link;
        this.table = table;
        this.virtualAddresses = virtualAddresses;
    }

    /**
     * The address to send from; null if the interface has none. Peers refuse what {@code allowedSources} does not name,
     * and all candidates have the same list: as long as it names the last address and none of the new ones, the last
     * one stays, also when the host has lost it. Unicast peers without a list know each other by one address.
     *
     * @param last the address it has sent from so far; null: none
     */
    @Nullable
    InetAddress choose(@Nullable InetAddress last) {
        InetAddress wanted = spec.transmission().sourceAddress();
        if (wanted != null) {
            AddressChanged present = link.own(wanted);
            return present != null && usable(present) ? wanted : null;
        }
        List<InetAddress> candidates = link.addresses().stream()
                .filter(this::isCandidate)
                .map(AddressChanged::address)
                .toList();
        if (candidates.isEmpty()) {
            return null;
        }
        Set<InetAddress> allowed = spec.allowedSources();
        InetAddress first = candidates.getFirst();
        boolean knownByLast =
                allowed.isEmpty() ? spec.transmission().unicast() : last != null && allowed.contains(last);
        InetAddress otherwise = last != null && knownByLast && !isHere(last) ? last : first;
        return candidates.stream().filter(allowed::contains).findFirst().orElse(otherwise);
    }

    private boolean isHere(InetAddress address) {
        return link.own(address) != null;
    }

    private boolean isCandidate(AddressChanged address) {
        return !address.ours() && !isVirtual(address) && sendsAdvertisements(address) && usable(address);
    }

    private boolean isVirtual(AddressChanged address) {
        return spec.priority() != Advertisement.PRIORITY_OWNER && virtualAddresses.contains(address.address());
    }

    /** RFC 9568 section 5.1.2.1: IPv6 advertisements come from a link-local address, but unicast may need another. */
    private boolean sendsAdvertisements(AddressChanged address) {
        return ofFamily(address)
                && (spec.family() == Family.IPV4 || address.address().isLinkLocalAddress() == needsLinkLocal());
    }

    private boolean needsLinkLocal() {
        return spec.transmission().unicastPeers().stream().allMatch(InetAddress::isLinkLocalAddress);
    }

    private boolean ofFamily(AddressChanged address) {
        return Family.of(address.address()) == spec.family();
    }

    private static boolean usable(AddressChanged address) {
        return !address.tentative() && !address.dadFailed();
    }

    /** The reason why there is none, with the remedy. */
    RouterCondition missing() {
        InetAddress wanted = spec.transmission().sourceAddress();
        if (wanted != null) {
            return condition(missingWanted(wanted.getHostAddress(), wanted));
        }
        AddressChanged virtual =
                first(address -> !address.ours() && isVirtual(address) && sendsAdvertisements(address));
        if (virtual != null) {
            return new RouterCondition(
                    ConditionType.INTERFACE_READY, ConditionReason.HOST_HAS_ADDRESS, hostHas(virtual));
        }
        String unusable = unusable(first(address -> !address.ours() && sendsAdvertisements(address)));
        if (unusable != null) {
            return condition(unusable);
        }
        if (first(address -> !address.ours() && ofFamily(address)) != null) {
            return condition(wrongScope());
        }
        if (first(this::ofFamily) != null) {
            return condition(("interface %s has only virtual addresses that the agent bound (%s), none of the host's"
                            + " own to send from: add one (ip addr add ADDRESS/PREFIX dev %s)")
                    .formatted(link.name(), list(this::ofFamily), link.name()));
        }
        return condition(noneOfFamily());
    }

    private static RouterCondition condition(String message) {
        return new RouterCondition(ConditionType.INTERFACE_READY, ConditionReason.SOURCE_ADDRESS_MISSING, message);
    }

    private String missingWanted(String text, InetAddress wanted) {
        AddressChanged present = link.own(wanted);
        String unusable = unusable(present);
        if (unusable != null) {
            return unusable;
        }
        if (first(address -> address.address().equals(wanted)) != null) {
            return "sourceAddress %s is a virtual address that the agent bound: name an address of the host's own"
                    .formatted(text);
        }
        HostInterface other = table.owner(wanted);
        return other == null
                ? "sourceAddress %s is not on interface %s (yet): add it there, or name an address that is there"
                        .formatted(text, link.name())
                : "sourceAddress %s is on interface %s, not on %s: name an address of %s, or use interface %s"
                        .formatted(text, other.name(), link.name(), link.name(), other.name());
    }

    private String hostHas(AddressChanged virtual) {
        String address = virtual.address().getHostAddress();
        return ("%s is a virtual address, but interface %s has it as the host's own and no other address to send from:"
                        + " if this host owns it, use priority 255 here, else use another virtual address; if"
                        + " keepalived or another program left it there, remove it (ip addr del %s/%d dev %s) and give"
                        + " the interface an address of the host's own")
                .formatted(address, link.name(), address, virtual.prefixLength(), link.name());
    }

    private @Nullable String unusable(@Nullable AddressChanged address) {
        if (address == null || usable(address)) {
            return null;
        }
        String kind = address.address().isLinkLocalAddress() ? "link-local address" : "address";
        String text = address.address().getHostAddress();
        return address.dadFailed()
                ? ("interface %s: its %s %s failed duplicate address detection, another host on the link has it: give"
                                + " one of the two another address")
                        .formatted(link.name(), kind, text)
                : "interface %s: its %s %s is still tentative, duplicate address detection is under way"
                        .formatted(link.name(), kind, text);
    }

    /** It has IPv6 addresses of its own, but none of the scope that is needed; a tentative one is not reported. */
    private String wrongScope() {
        String have = list(address -> !address.ours() && ofFamily(address));
        return needsLinkLocal()
                ? ("interface %s has no usable link-local address to send from, only %s (yet: it may still be"
                                + " tentative); if none comes, add one (ip addr add fe80::1/64 dev %s), or set the"
                                + " sysctl net.ipv6.conf.%s.addr_gen_mode to 0 and set the interface down and up")
                        .formatted(link.name(), have, link.name(), link.name())
                : ("interface %s has only link-local addresses (%s), but unicastPeers are not link-local: add an"
                                + " address of their subnet, or name link-local peers")
                        .formatted(link.name(), have);
    }

    private String noneOfFamily() {
        boolean ipv4 = spec.family() == Family.IPV4;
        if (!ipv4 && Sysctl.ipv6Disabled(link.name())) {
            return ("IPv6 is disabled on interface %s, so it has no link-local address to send from: set the sysctl"
                            + " net.ipv6.conf.%s.disable_ipv6 to 0")
                    .formatted(link.name(), link.name());
        }
        String need = ipv4
                ? "no IPv4 address of the host's own to send from"
                : "no usable link-local address to send from (yet: it may still be tentative)";
        String have = list(address -> !address.ours());
        String only = have.isEmpty() ? "" : ", only " + have;
        HostInterface other = otherInterface();
        String remedy = other == null
                ? "add one (ip addr add ADDRESS/PREFIX dev %s)".formatted(link.name())
                : "its addresses belong to the subnet of interface %s: use that interface, or add"
                                .formatted(other.name())
                        + " an address to " + link.name();
        return "interface %s has %s%s: %s".formatted(link.name(), need, only, remedy);
    }

    /** The interface whose subnet holds the addresses, if it is another one and that is not meant. */
    private @Nullable HostInterface otherInterface() {
        if (spec.vrrpApart()) {
            return null;
        }
        for (HostInterface other : table.all()) {
            boolean holds = other != link
                    && other.addresses().stream()
                            .filter(own -> !own.ours()
                                    && ofFamily(own)
                                    && !own.address().isLinkLocalAddress())
                            .anyMatch(own -> spec.binding().addresses().stream()
                                    .anyMatch(virtual -> HostAddressRules.sameSubnet(own, virtual.address())));
            if (holds) {
                return other;
            }
        }
        return null;
    }

    private @Nullable AddressChanged first(Predicate<AddressChanged> wanted) {
        return link.addresses().stream().filter(wanted).findFirst().orElse(null);
    }

    private String list(Predicate<AddressChanged> wanted) {
        return link.addresses().stream()
                .filter(wanted)
                .map(address -> address.address().getHostAddress())
                .collect(Collectors.joining(", "));
    }
}
