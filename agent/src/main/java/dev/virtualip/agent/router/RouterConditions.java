package dev.virtualip.agent.router;

import dev.virtualip.agent.address.HeldAddress;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the conditions of one virtual router: everything that a user should know about its present state. */
final class RouterConditions {
    private final Participation participation;
    private final RouterInstance router;
    private final VirtualRouterSpec spec;
    private final ArpReplies arp;

    RouterConditions(Participation participation, ArpReplies arp) {
        this.participation = participation;
        this.arp = arp;
        this.router = participation.router();
        this.spec = router.spec();
    }

    List<RouterCondition> all() {
        List<RouterCondition> conditions = new ArrayList<>();
        add(conditions, participation.obstacle());
        if (participation.obstacle() == null) {
            add(
                    conditions,
                    ConditionType.INTERFACE_READY,
                    ConditionReason.ARP_IGNORED,
                    spec.family() == Family.IPV4 ? arp.silence(spec.interfaceName()) : null);
        }
        add(
                conditions,
                ConditionType.ADDRESSES_BOUND,
                ConditionReason.BIND_FAILED,
                router.addresses().failure());
        add(conditions, ConditionType.ADDRESSES_BOUND, ConditionReason.HOST_HAS_ADDRESS, hostHasAddress());
        LinkObservations link = router.observations();
        add(
                conditions,
                ConditionType.ADDRESSES_FREE,
                ConditionReason.ADDRESS_IN_USE,
                link.initialCheck().conflict());
        add(
                conditions,
                ConditionType.ADDRESSES_FREE,
                ConditionReason.ADDRESS_IN_USE,
                router.actions().added().conflict());
        add(conditions, ConditionType.ADDRESS_KEPT, ConditionReason.ADDRESS_STOLEN, participation.removalMessage());
        add(
                conditions,
                ConditionType.ADDRESS_CONFLICT,
                ConditionReason.DUPLICATE_CLAIM,
                link.conflicts().conflict());
        add(
                conditions,
                ConditionType.ONLY_ACTIVE,
                ConditionReason.SPLIT_BRAIN,
                link.others().splitBrain());
        add(
                conditions,
                ConditionType.VIRTUAL_ROUTER_ID_FREE,
                ConditionReason.VIRTUAL_ROUTER_ID_CONFLICT,
                link.others().strange());
        add(conditions, ConditionType.ADVERTISES, ConditionReason.NO_UNICAST_PEERS, noPeers());
        add(conditions, ConditionType.ADVERTISES, ConditionReason.SOURCE_NOT_ALLOWED, participation.formerSource());
        add(conditions, ConditionType.ADDRESSES_EXPIRE, ConditionReason.RENEWAL_TOO_COSTLY, permanent());
        return conditions;
    }

    private static void add(List<RouterCondition> conditions, @Nullable RouterCondition condition) {
        if (condition != null) {
            conditions.add(condition);
        }
    }

    private static void add(
            List<RouterCondition> conditions, ConditionType type, ConditionReason reason, @Nullable String message) {
        if (message != null) {
            conditions.add(new RouterCondition(type, reason, message));
        }
    }

    private @Nullable String hostHasAddress() {
        if (spec.priority() == Advertisement.PRIORITY_OWNER) {
            return null;
        }
        for (HeldAddress address : router.addresses().all()) {
            if (router.addresses().ownedByHost(address)) {
                return "%s was added to interface %s outside the agent, so this host answers for it even as a Backup:"
                                .formatted(address.virtual.address().getHostAddress(), spec.interfaceName())
                        + " remove it there, or give priority 255 to the host that owns it";
            }
        }
        return spec.family() == Family.IPV4 ? elsewhere() : null;
    }

    private @Nullable String elsewhere() {
        for (HeldAddress address : router.addresses().all()) {
            String message = arp.elsewhere(address.virtual.address(), spec.interfaceName());
            if (message != null) {
                return message;
            }
        }
        return null;
    }

    private @Nullable String noPeers() {
        return spec.transmission().unicast()
                        && spec.transmission().unicastPeers().isEmpty()
                ? "transport is Unicast but unicastPeers is empty, so this router sends no advertisements:"
                        + " name the peers, or use Multicast"
                : null;
    }

    private @Nullable String permanent() {
        return router.addresses().lifetimeNanos() == 0 && spec.binding().lifetimeNanos() > 0
                ? "this node holds so many addresses that renewing them would take over a second per minute: they"
                        + " have no lifetime now, and stay bound if the agent is killed"
                : null;
    }
}
