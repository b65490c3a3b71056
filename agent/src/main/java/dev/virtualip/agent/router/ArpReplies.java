package dev.virtualip.agent.router;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.linux.Sysctl;
import dev.virtualip.agent.node.InterfaceSnapshot;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds ARP requests that this host answers although it should not, or leaves unanswered although it should answer,
 * because of the sysctl arp_ignore and of addresses on other interfaces. Reads each sysctl once: one object serves one
 * snapshot.
 */
final class ArpReplies {
    /** The value of arp_ignore with which the kernel answers for no address at all. */
    private static final int NONE = 8;

    private final InterfaceTable interfaces;
    private final Map<String, Integer> ignored = new HashMap<>();

    ArpReplies(InterfaceTable interfaces) {
        this.interfaces = interfaces;
    }

    private int ignore(String interfaceName) {
        return ignored.computeIfAbsent(interfaceName, Sysctl::arpIgnore);
    }

    /** Why clients on an interface get no answer for an address that is bound there; null: they do. */
    @Nullable
    String silence(String interfaceName) {
        return ignore(interfaceName) == NONE
                ? ("the sysctl arp_ignore is %d on interface %s, so the kernel answers no ARP request for a virtual"
                      + " address: set net.ipv4.conf.%s.arp_ignore and net.ipv4.conf.all.arp_ignore to 0 or 1")
                        .formatted(NONE, interfaceName, interfaceName)
                : null;
    }

    /**
     * Why this host answers for an address on an interface even as a Backup: another interface has it, and arp_ignore
     * is 0. Null: it does not.
     */
    @Nullable
    String elsewhere(InetAddress address, String interfaceName) {
        for (HostInterface link : interfaces.all()) {
            if (!link.name().equals(interfaceName) && link.own(address) != null && ignore(interfaceName) == 0) {
                return "%s is also on interface %s, and the sysctl arp_ignore is 0, so this host answers ARP for it on"
                                .formatted(address.getHostAddress(), link.name())
                        + " interface %s even as a Backup: %s".formatted(interfaceName, remedy(link.name()));
            }
        }
        return null;
    }

    private static String remedy(String otherInterface) {
        return otherInterface.equals(InterfaceSnapshot.KUBE_IPVS)
                ? "set ipvs.strictARP: true in the configuration of kube-proxy"
                : "remove it there, or set the sysctl net.ipv4.conf.all.arp_ignore to 1";
    }
}
