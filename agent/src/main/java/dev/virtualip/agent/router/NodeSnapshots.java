package dev.virtualip.agent.router;

import dev.virtualip.agent.address.HeldAddress;
import dev.virtualip.agent.detect.OtherRouters;
import dev.virtualip.agent.detect.RejectedAdvertisements;
import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.node.ClaimedAddress;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the snapshot of the node that other threads read. */
final class NodeSnapshots {
    private final LoopContext context;
    private final HealthVerdicts verdicts;

    NodeSnapshots(LoopContext context, HealthVerdicts verdicts) {
        this.context = context;
        this.verdicts = verdicts;
    }

    NodeSnapshot node(Collection<Participation> participations, RejectedAdvertisements rejected, long overflows) {
        ArpReplies arp = new ArpReplies(context.interfaces());
        return new NodeSnapshot(
                context.interfaces().all().stream()
                        .filter(link -> !link.loopback())
                        .sorted(Comparator.comparingInt(HostInterface::index))
                        .map(HostInterface::snapshot)
                        .toList(),
                participations.stream()
                        .map(participation -> router(participation, arp))
                        .toList(),
                rejected.foreignRouters(),
                List.of(),
                rejected.refusals(),
                overflows,
                context.lateness().snapshot(context.nowNanos()));
    }

    private VirtualRouterSnapshot router(Participation participation, ArpReplies arp) {
        RouterInstance router = participation.router();
        OtherRouters others = router.observations().others();
        RouterSettings settings = router.settings();
        return new VirtualRouterSnapshot(
                router.spec(),
                participation.leaving(),
                router.state(),
                router.history().since(),
                router.history().reason(),
                router.history().transitions(),
                activeRouter(router.state(), settings),
                others.otherActive(),
                others.previousActive(),
                settings == null ? null : settings.sourceAddress(),
                router.addresses().all().stream()
                        .filter(HeldAddress::present)
                        .map(address -> address.virtual.address())
                        .toList(),
                router.actions().added().pending(),
                inUse(router),
                router.addresses().lifetimeNanos(),
                router.effectivePriority(),
                verdicts.states(router),
                new RouterConditions(participation, arp).all(),
                router.filter().peers().snapshot(),
                router.counters().snapshot());
    }

    private static List<ClaimedAddress> inUse(RouterInstance router) {
        List<ClaimedAddress> first = router.observations().initialCheck().inUse();
        return first.isEmpty() ? router.actions().added().inUse() : first;
    }

    private static @Nullable InetAddress activeRouter(State state, @Nullable RouterSettings settings) {
        return switch (state) {
            case State.Active ignored -> settings == null ? null : settings.sourceAddress();
            case State.Backup backup -> address(backup.active());
            case State.Releasing releasing -> address(releasing.successor());
            case State.Initialize ignored -> null;
        };
    }

    private static @Nullable InetAddress address(@Nullable Peer peer) {
        return peer == null ? null : peer.address();
    }
}
