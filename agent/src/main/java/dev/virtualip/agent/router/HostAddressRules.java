package dev.virtualip.agent.router;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.linux.Sysctl;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Checks the conditions on the host under which binding and removing the addresses does no harm to it. */
final class HostAddressRules {
    private HostAddressRules() {}

    /** The condition that prevents it; null if there is none. */
    static @Nullable RouterCondition obstacle(VirtualRouterSpec spec, HostInterface link, InterfaceTable table) {
        if (spec.priority() == Advertisement.PRIORITY_OWNER) {
            return ownerObstacle(spec, link, table);
        }
        return spec.binding().withPrefix() && spec.family() == Family.IPV4 ? prefixObstacle(spec, link) : null;
    }

    /** Priority 255 says that the host owns the addresses (RFC 9568 section 6.1): then they are there already. */
    private static @Nullable RouterCondition ownerObstacle(
            VirtualRouterSpec spec, HostInterface link, InterfaceTable table) {
        for (VirtualAddress wanted : spec.binding().addresses()) {
            AddressChanged present = link.own(wanted.address());
            boolean derived = wanted.address().isLinkLocalAddress();
            if (!derived && present == null) {
                return new RouterCondition(
                        ConditionType.INTERFACE_READY,
                        ConditionReason.OWNER_ADDRESS_MISSING,
                        "priority 255 means that the host owns %s, but %s: add it there, or use a priority below 255"
                                .formatted(wanted.address().getHostAddress(), where(wanted.address(), link, table)));
            }
        }
        return null;
    }

    private static String where(InetAddress address, HostInterface link, InterfaceTable table) {
        HostInterface other = table.owner(address);
        if (other != null) {
            return "it is on interface %s, not on %s".formatted(other.name(), link.name());
        }
        return link.addresses().stream().anyMatch(known -> known.address().equals(address))
                ? "%s has it only because the agent bound it".formatted(link.name())
                : "%s does not have it".formatted(link.name());
    }

    /** With its real prefix an address may become the primary one, and take the host's own away when it goes. */
    private static @Nullable RouterCondition prefixObstacle(VirtualRouterSpec spec, HostInterface link) {
        for (VirtualAddress wanted : spec.binding().addresses()) {
            if (link.addresses().stream().noneMatch(own -> !own.ours() && sameSubnet(own, wanted))) {
                return prefixCondition("the host has no address of its own in %s/%d on interface %s, so the virtual one"
                                .formatted(wanted.address().getHostAddress(), wanted.prefixLength(), link.name())
                        + " would become the primary of the subnet: add one, or leave bindPrefix out");
            }
        }
        return Sysctl.promotesSecondaries(link.name())
                ? null
                : prefixCondition(
                        "bindPrefix needs the sysctl net.ipv4.conf.%s.promote_secondaries = 1: set it, or leave"
                                        .formatted(link.name())
                                + " bindPrefix out");
    }

    private static RouterCondition prefixCondition(String message) {
        return new RouterCondition(ConditionType.INTERFACE_READY, ConditionReason.PREFIX_NOT_SAFE, message);
    }

    private static boolean sameSubnet(AddressChanged own, VirtualAddress wanted) {
        return own.prefixLength() == wanted.prefixLength() && sameSubnet(own, wanted.address());
    }

    /** Whether an address is in the subnet of an address of the host. */
    static boolean sameSubnet(AddressChanged own, InetAddress address) {
        return samePrefix(own.address().getAddress(), address, own.prefixLength());
    }

    private static boolean samePrefix(byte[] own, InetAddress wanted, int prefixLength) {
        byte[] other = wanted.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >>> (bit % Byte.SIZE);
            if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
