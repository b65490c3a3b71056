package dev.virtualip.agent.router;

import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Reason;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a virtual router can take part on its interface as that is now. */
sealed interface Readiness {

    /**
     * It can.
     *
     * @param link the interface
     * @param sourceAddress the address to send from
     */
    record Ready(HostInterface link, InetAddress sourceAddress) implements Readiness {}

    /**
     * It cannot.
     *
     * @param reason why a router that runs has to leave
     * @param condition what a person is told
     */
    record NotReady(Reason reason, Condition condition) implements Readiness {}

    /**
     * Judges.
     *
     * @param virtualAddresses every address that any virtual router of this node may bind: none of them is a source
     */
    static Readiness of(VirtualRouterSpec spec, InterfaceTable table, Set<InetAddress> virtualAddresses) {
        HostInterface link = table.byName(spec.interfaceName());
        if (link == null) {
            return notReady(
                    Reason.LINK_DOWN,
                    "InterfaceNotFound",
                    "interface %s is not there (yet); it is used as soon as it appears"
                            .formatted(spec.interfaceName()));
        }
        if (link.masterIndex() != 0) {
            HostInterface master = table.byIndex(link.masterIndex());
            String name = master == null ? "index " + link.masterIndex() : master.name();
            return notReady(
                    Reason.LINK_DOWN,
                    "InterfaceEnslaved",
                    "interface %s is part of %s: use %s instead".formatted(link.name(), name, name));
        }
        if (!link.usable()) {
            String what = link.up() ? "has no carrier: check the cable or the switch port" : "is down: set it up";
            return notReady(Reason.LINK_DOWN, "LinkDown", "interface %s %s".formatted(link.name(), what));
        }
        InetAddress source = source(spec, link, virtualAddresses);
        if (source == null) {
            return notReady(Reason.ADDRESS_MISSING, "SourceAddressMissing", missingSource(spec, link));
        }
        Condition obstacle = AddressRules.obstacle(spec, link);
        return obstacle == null ? new Ready(link, source) : new NotReady(Reason.ADDRESS_MISSING, obstacle);
    }

    private static NotReady notReady(Reason reason, String word, String message) {
        return new NotReady(reason, new Condition("InterfaceReady", word, message));
    }

    private static @Nullable InetAddress source(
            VirtualRouterSpec spec, HostInterface link, Set<InetAddress> virtualAddresses) {
        InetAddress wanted = spec.transmission().sourceAddress();
        if (wanted != null) {
            AddressChanged present = link.own(wanted);
            return present != null && usable(present) ? wanted : null;
        }
        boolean owner = spec.priority() == Advertisement.PRIORITY_OWNER;
        for (AddressChanged candidate : link.addresses()) {
            InetAddress address = candidate.address();
            boolean virtual = candidate.ours() || (!owner && virtualAddresses.contains(address));
            if (!virtual
                    && Family.of(address) == spec.family()
                    && usable(candidate)
                    && sendsAdvertisements(spec, address)) {
                return address;
            }
        }
        return null;
    }

    /** RFC 9568 section 5.1.2.1: IPv6 advertisements come from a link-local address, but unicast may need another. */
    private static boolean sendsAdvertisements(VirtualRouterSpec spec, InetAddress address) {
        return spec.family() == Family.IPV4
                || address.isLinkLocalAddress()
                        == spec.transmission().unicastPeers().stream().allMatch(InetAddress::isLinkLocalAddress);
    }

    private static boolean usable(AddressChanged address) {
        return !address.tentative() && !address.dadFailed();
    }

    private static String missingSource(VirtualRouterSpec spec, HostInterface link) {
        InetAddress wanted = spec.transmission().sourceAddress();
        if (wanted != null) {
            return "sourceAddress %s is not on interface %s (yet)".formatted(wanted.getHostAddress(), link.name());
        }
        boolean tentative = link.addresses().stream()
                .anyMatch(address -> Family.of(address.address()) == spec.family() && address.tentative());
        if (tentative) {
            return "interface %s: its link-local address is still tentative, duplicate address detection is under way"
                    .formatted(link.name());
        }
        return spec.family() == Family.IPV4
                ? "interface %s has no IPv4 address of the host's own to send from".formatted(link.name())
                : "interface %s has no usable link-local address to send from (yet: it may still be tentative)"
                        .formatted(link.name());
    }
}
