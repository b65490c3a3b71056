package dev.virtualip.agent.router;

import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether a virtual router can take part on its interfaces as they are now. */
sealed interface Readiness {

    /**
     * It can.
     *
     * @param link the interface of the addresses
     * @param vrrpLink the interface that carries the advertisements, mostly the same
     * @param sourceAddress the address to send from
     */
    record Ready(HostInterface link, HostInterface vrrpLink, InetAddress sourceAddress) implements Readiness {}

    /**
     * It cannot.
     *
     * @param reason why a router that runs has to leave
     * @param condition the condition for the user
     */
    record NotReady(Reason reason, RouterCondition condition) implements Readiness {}

    /**
     * Its addresses could be answered for, but it can neither send nor receive: the interface that carries the
     * advertisements is another one and has no carrier.
     *
     * @param condition the condition for the user
     */
    record CutOff(RouterCondition condition) implements Readiness {}

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
        if (link == null || !usable(link)) {
            return new NotReady(Reason.LINK_DOWN, linkObstacle(link, spec.interfaceName(), table));
        }
        HostInterface vrrpLink = spec.vrrpApart() ? table.byName(spec.vrrpInterfaceName()) : link;
        if (vrrpLink == null || !usable(vrrpLink)) {
            String name = spec.vrrpInterfaceName() + ", which carries the advertisements (vrrp.interface),";
            RouterCondition obstacle = linkObstacle(vrrpLink, name, table);
            return vrrpLink == null || vrrpLink.masterIndex() != 0
                    ? new NotReady(Reason.LINK_DOWN, obstacle)
                    : new CutOff(obstacle);
        }
        SourceAddress source = new SourceAddress(spec, vrrpLink, table, virtualAddresses);
        InetAddress chosen = source.choose(lastSource);
        if (chosen == null) {
            return new NotReady(Reason.ADDRESS_MISSING, source.missing());
        }
        RouterCondition obstacle = HostAddressRules.obstacle(spec, link, table);
        return obstacle == null ? new Ready(link, vrrpLink, chosen) : new NotReady(Reason.ADDRESS_MISSING, obstacle);
    }

    private static boolean usable(HostInterface link) {
        return link.masterIndex() == 0 && link.usable();
    }

    /** Why an interface is not usable, with the remedy. */
    private static RouterCondition linkObstacle(@Nullable HostInterface link, String name, InterfaceTable table) {
        if (link == null) {
            return condition(
                    ConditionReason.INTERFACE_NOT_FOUND,
                    "interface %s does not exist; it is used as soon as it appears".formatted(name));
        }
        if (link.masterIndex() != 0) {
            HostInterface master = table.byIndex(link.masterIndex());
            String other = master == null ? "index " + link.masterIndex() : master.name();
            return condition(
                    ConditionReason.INTERFACE_ENSLAVED,
                    "interface %s is part of %s: use %s instead".formatted(name, other, other));
        }
        String what = link.up() ? "has no carrier: check the cable or the switch port" : "is down: set it up";
        return condition(ConditionReason.LINK_DOWN, "interface %s %s".formatted(name, what));
    }

    private static RouterCondition condition(ConditionReason reason, String message) {
        return new RouterCondition(ConditionType.INTERFACE_READY, reason, message);
    }
}
