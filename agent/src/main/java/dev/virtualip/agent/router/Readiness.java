package dev.virtualip.agent.router;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.VirtualRouterSpec;
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
     * @param condition the condition for the user
     */
    record NotReady(Reason reason, Condition condition) implements Readiness {}

    /**
     * Judges.
     *
     * @param virtualAddresses every address that any virtual router of this node may bind: none of them is a source
     * @param lastSource the address it has sent from on this interface so far; null: none
     */
    static Readiness of(
            VirtualRouterSpec spec,
            InterfaceTable table,
            Set<InetAddress> virtualAddresses,
            @Nullable InetAddress lastSource) {
        HostInterface link = table.byName(spec.interfaceName());
        if (link == null) {
            return notReady(
                    Reason.LINK_DOWN,
                    "InterfaceNotFound",
                    "interface %s does not exist; it is used as soon as it appears".formatted(spec.interfaceName()));
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
        SourceAddress source = new SourceAddress(spec, link, table, virtualAddresses);
        InetAddress chosen = source.choose(lastSource);
        if (chosen == null) {
            return new NotReady(Reason.ADDRESS_MISSING, source.missing());
        }
        Condition obstacle = AddressRules.obstacle(spec, link, table);
        return obstacle == null ? new Ready(link, chosen) : new NotReady(Reason.ADDRESS_MISSING, obstacle);
    }

    private static NotReady notReady(Reason reason, String word, String message) {
        return new NotReady(reason, new Condition("InterfaceReady", word, message));
    }
}
