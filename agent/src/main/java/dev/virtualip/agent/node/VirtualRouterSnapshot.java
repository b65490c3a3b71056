package dev.virtualip.agent.node;

import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * State of a virtual router at one instant.
 *
 * @param spec its specification
 * @param leaving whether it is no longer part of the configuration: it stays listed until nothing of it is left on the
 *     host
 * @param state what it is
 * @param since when it came into that state
 * @param reason why; null before its first transition
 * @param transitions how often its state changed
 * @param activeRouter the address of the Active as this node sees it; null if it knows none
 * @param otherActiveRouter another router that keeps advertising although this one is Active and does not yield to it:
 *     the link carries one way only, or there are two Actives; null if there is none, and soon after it stops
 * @param previousActiveRouter the Active that this one took over from last; null if it knew none, or has received an
 *     Active as a Backup since
 * @param sourceAddress the address it sends from; null while it has none
 * @param boundAddresses which of its addresses are on the interface
 * @param unboundAddresses which of its addresses it does not bind although it is Active, because the network is still
 *     asked for them or another host has them
 * @param addressesInUse addresses that it does not bind because another host answers for them
 * @param lifetimeNanos the lifetime that addresses are given now; 0: permanent
 * @param effectivePriority its priority after the effect of its health checks
 * @param healthChecks the states of its health checks
 * @param conditions what a person should know
 * @param peers the other routers, at most 16
 * @param counters what was counted
 */
public record VirtualRouterSnapshot(
        VirtualRouterSpec spec,
        boolean leaving,
        State state,
        Instant since,
        @Nullable Reason reason,
        long transitions,
        @Nullable InetAddress activeRouter,
        @Nullable InetAddress otherActiveRouter,
        @Nullable InetAddress previousActiveRouter,
        @Nullable InetAddress sourceAddress,
        List<InetAddress> boundAddresses,
        Set<InetAddress> unboundAddresses,
        List<ClaimedAddress> addressesInUse,
        long lifetimeNanos,
        int effectivePriority,
        List<HealthCheckState> healthChecks,
        List<RouterCondition> conditions,
        List<PeerSnapshot> peers,
        VirtualRouterCounters counters) {

    /** Keeps copies of the lists. */
    public VirtualRouterSnapshot {
        boundAddresses = List.copyOf(boundAddresses);
        unboundAddresses = Collections.unmodifiableSet(new LinkedHashSet<>(unboundAddresses));
        addressesInUse = List.copyOf(addressesInUse);
        healthChecks = List.copyOf(healthChecks);
        conditions = List.copyOf(conditions);
        peers = List.copyOf(peers);
    }
}
