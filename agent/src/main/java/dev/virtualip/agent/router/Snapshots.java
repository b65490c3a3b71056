package dev.virtualip.agent.router;

import dev.virtualip.agent.node.HeardVirtualRouter;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes what the loop knows, for other threads. */
final class Snapshots {
    private final LoopContext context;
    private final long nowNanos;

    Snapshots(LoopContext context, long nowNanos) {
        this.context = context;
        this.nowNanos = nowNanos;
    }

    NodeSnapshot node(RouterRegistry registry, HeardRouters heard, RefusalCounters refusals, long overflows) {
        List<HeardVirtualRouter> foreign = heard.snapshot(nowNanos);
        return new NodeSnapshot(
                context.interfaces().all().stream()
                        .filter(link -> !link.loopback())
                        .sorted(Comparator.comparingInt(HostInterface::index))
                        .map(HostInterface::snapshot)
                        .toList(),
                registry.participations().stream()
                        .map(participation -> router(participation, foreign))
                        .toList(),
                foreign,
                List.of(),
                refusals.snapshot(),
                overflows,
                context.lateness().snapshot());
    }

    private VirtualRouterSnapshot router(Participation participation, List<HeardVirtualRouter> heard) {
        RouterInstance router = participation.router();
        RouterSettings settings = router.settings();
        return new VirtualRouterSnapshot(
                router.spec(),
                participation.leaving(),
                router.state(),
                router.history().since(),
                router.history().reason(),
                router.history().transitions(),
                activeRouter(router.state(), settings),
                null,
                null,
                settings == null ? null : settings.sourceAddress(),
                router.addresses().all().stream()
                        .filter(HeldAddress::present)
                        .map(address -> address.virtual.address())
                        .toList(),
                router.addresses().lifetimeNanos(),
                new Conditions(participation, heard, nowNanos).all(),
                router.reception().peers().snapshot(),
                router.counters().snapshot());
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
