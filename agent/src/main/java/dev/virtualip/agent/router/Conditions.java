package dev.virtualip.agent.router;

import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.HeardVirtualRouter;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person should know about one virtual router as it is now. */
final class Conditions {
    private final Participation participation;
    private final RouterInstance router;
    private final VirtualRouterSpec spec;
    private final List<HeardVirtualRouter> heard;
    private final long nowNanos;

    Conditions(Participation participation, List<HeardVirtualRouter> heard, long nowNanos) {
        this.participation = participation;
        this.router = participation.router();
        this.spec = router.spec();
        this.heard = heard;
        this.nowNanos = nowNanos;
    }

    List<Condition> all() {
        List<Condition> conditions = new ArrayList<>();
        add(conditions, participation.obstacle());
        add(conditions, "AddressesBound", "BindFailed", router.addresses().failure());
        add(conditions, "AddressesBound", "HostHasAddress", hostHasAddress());
        add(conditions, "AddressConflict", "DuplicateClaim", router.claims().conflict(nowNanos));
        add(conditions, "VirtualRouterIDFree", "VirtualRouterIDConflict", stranger());
        add(conditions, "Advertises", "NoUnicastPeers", noPeers());
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
                return "%s is on interface %s without the agent's doing, so this host answers for it whoever is Active:"
                                .formatted(address.virtual.address().getHostAddress(), spec.interfaceName())
                        + " remove it there, or give priority 255 to the host that owns it";
            }
        }
        return null;
    }

    private @Nullable String stranger() {
        for (HeardVirtualRouter other : heard) {
            if (other.virtualRouterId() == spec.virtualRouterId()
                    && other.interfaceName().equals(spec.interfaceName())
                    && Family.of(other.source()) == spec.family()
                    && (other.version() != spec.version() || router.refuses(other.source()) != null)) {
                return "%s uses Virtual Router ID %d on interface %s too, in version %d, and is not heard: give one"
                                .formatted(
                                        other.source().getHostAddress(),
                                        spec.virtualRouterId(),
                                        spec.interfaceName(),
                                        other.version())
                        + " of the two another ID, or put it into allowedSources if it is a peer of this version";
            }
        }
        return null;
    }

    private @Nullable String noPeers() {
        return spec.transmission().unicast()
                        && spec.transmission().unicastPeers().isEmpty()
                ? "transport is Unicast but unicastPeers is empty, so nothing is sent and nobody hears of this router:"
                        + " name the peers, or use Multicast"
                : null;
    }

    private @Nullable String permanent() {
        return router.addresses().lifetimeNanos() == 0 && spec.binding().lifetimeNanos() > 0
                ? "this node holds so many addresses that renewing them would take more than a second a minute: they"
                        + " are permanent now, and stay if the agent is killed"
                : null;
    }
}
