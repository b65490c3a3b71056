package dev.virtualip.agent.router;

import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import java.net.InetAddress;
import java.util.ArrayList;
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
        return new NodeSnapshot(
                context.interfaces().all().stream()
                        .filter(link -> !link.loopback())
                        .sorted(Comparator.comparingInt(HostInterface::index))
                        .map(HostInterface::snapshot)
                        .toList(),
                registry.participations().stream().map(this::router).toList(),
                heard.snapshot(nowNanos),
                List.of(),
                refusals.snapshot(),
                overflows,
                context.lateness().snapshot());
    }

    private VirtualRouterSnapshot router(Participation participation) {
        RouterInstance router = participation.router();
        RouterSettings settings = router.settings();
        return new VirtualRouterSnapshot(
                router.spec(),
                router.state(),
                router.since(),
                router.reason(),
                router.transitions(),
                activeRouter(router.state(), settings),
                settings == null ? null : settings.sourceAddress(),
                router.addresses().all().stream()
                        .filter(HeldAddress::present)
                        .map(address -> address.virtual.address())
                        .toList(),
                router.addresses().lifetimeNanos(),
                conditions(participation),
                router.peers().snapshot(),
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

    private List<Condition> conditions(Participation participation) {
        List<Condition> conditions = new ArrayList<>();
        RouterInstance router = participation.router();
        if (participation.obstacle() != null) {
            conditions.add(participation.obstacle());
        }
        String failure = router.addresses().failure();
        if (failure != null) {
            conditions.add(new Condition("AddressesBound", "BindFailed", failure));
        }
        String claim = router.claims().conflict(nowNanos);
        if (claim != null) {
            conditions.add(new Condition("AddressConflict", "DuplicateClaim", claim));
        }
        if (router.addresses().lifetimeNanos() == 0 && router.spec().binding().lifetimeNanos() > 0) {
            conditions.add(new Condition(
                    "AddressesExpire",
                    "RenewalTooCostly",
                    "this node holds so many addresses that renewing them would take more than a second a minute: they"
                            + " are permanent now, and stay if the agent is killed"));
        }
        return conditions;
    }
}
