package dev.virtualip.operator.plan.spec;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.HostedRouter.Provenance;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Addresses that a refused VirtualIP keeps: an invalid edit removes no live address. */
public final class RetainedAddresses {
    private RetainedAddresses() {}

    /**
     * Returns the addresses of a refused VirtualIP in a running virtual router: those in its status, or if the status
     * has none, those that no other VirtualIP in it claims.
     */
    public static List<IpPrefix> addresses(
            RunningRouter router, VirtualIPRequest refused, Collection<VirtualIPRequest> others) {
        Map<InetAddress, IpPrefix> running = running(router);
        Set<InetAddress> own = ReadableAddresses.of(refused.wanted().status().addresses());
        own.retainAll(running.keySet());
        if (own.isEmpty()) {
            own = new HashSet<>(running.keySet());
            for (VirtualIPRequest other : others) {
                own.removeAll(ReadableAddresses.of(other.wanted().spec().addresses()));
                own.removeAll(ReadableAddresses.of(other.wanted().status().addresses()));
            }
        }
        Set<InetAddress> kept = own;
        return running.values().stream()
                .filter(prefix -> kept.contains(prefix.address()))
                .toList();
    }

    /** The addresses of a virtual router in the VRRPRouter specs, in their order. */
    private static Map<InetAddress, IpPrefix> running(RunningRouter router) {
        Map<InetAddress, IpPrefix> addresses = new LinkedHashMap<>();
        for (HostedRouter place : router.places().values()) {
            VirtualRouter spec = place.spec();
            if (place.provenance() == Provenance.NAMED && spec != null) {
                spec.addresses()
                        .forEach(text -> ReadableAddresses.read(text)
                                .ifPresent(prefix -> addresses.putIfAbsent(prefix.address(), prefix)));
            }
        }
        return addresses;
    }
}
