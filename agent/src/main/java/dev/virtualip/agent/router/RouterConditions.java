package dev.virtualip.agent.router;

import dev.virtualip.agent.address.HeldAddress;
import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the conditions of one virtual router: everything that a user should know about its present state. */
final class RouterConditions {
    private final Participation participation;
    private final RouterInstance router;
    private final VirtualRouterSpec spec;

    RouterConditions(Participation participation) {
        this.participation = participation;
        this.router = participation.router();
        this.spec = router.spec();
    }

    List<Condition> all() {
        List<Condition> conditions = new ArrayList<>();
        add(conditions, participation.obstacle());
        add(conditions, "AddressesBound", "BindFailed", router.addresses().failure());
        add(conditions, "AddressesBound", "HostHasAddress", hostHasAddress());
        LinkObservations link = router.observations();
        add(conditions, "AddressesFree", "AddressInUse", link.initialCheck().conflict());
        add(
                conditions,
                "AddressesFree",
                "AddressInUse",
                router.actions().added().conflict());
        add(conditions, "AddressKept", "AddressStolen", participation.removalMessage());
        add(conditions, "AddressConflict", "DuplicateClaim", link.conflicts().conflict());
        add(conditions, "OnlyActive", "SplitBrain", link.others().splitBrain());
        add(
                conditions,
                "VirtualRouterIDFree",
                "VirtualRouterIDConflict",
                link.others().strange());
        add(conditions, "Advertises", "NoUnicastPeers", noPeers());
        add(conditions, "Advertises", "SourceNotAllowed", participation.formerSource());
        add(conditions, "AddressesExpire", "RenewalTooCostly", permanent());
        return conditions;
    }

    private static void add(List<Condition> conditions, @Nullable Condition condition) {
        if (condition != null) {
            conditions.add(condition);
        }
    }

    private static void add(List<Condition> conditions, String type, String reason, @Nullable String message) {
        if (message != null) {
            conditions.add(new Condition(type, reason, message));
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
