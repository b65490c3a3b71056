package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.operator.plan.Holding.Origin;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a refused VirtualIP goes on with: a bad edit takes no live address away. */
final class Frozen {
    private Frozen() {}

    /**
     * The addresses that a refused VirtualIP has in a virtual router that runs: those that its status says it has, or
     * if that says nothing, those that no other VirtualIP in there asks for.
     */
    static List<IpPrefix> addresses(RunningRouter router, Wish refused, Collection<Wish> others) {
        Map<InetAddress, IpPrefix> running = running(router);
        Set<InetAddress> own = Addresses.of(refused.wanted().status().addresses());
        own.retainAll(running.keySet());
        if (own.isEmpty()) {
            own = new HashSet<>(running.keySet());
            for (Wish other : others) {
                own.removeAll(Addresses.of(other.wanted().spec().addresses()));
                own.removeAll(Addresses.of(other.wanted().status().addresses()));
            }
        }
        Set<InetAddress> kept = own;
        return running.values().stream()
                .filter(prefix -> kept.contains(prefix.address()))
                .toList();
    }

    /** The addresses of a virtual router as VRRPRouters name them, in their order. */
    private static Map<InetAddress, IpPrefix> running(RunningRouter router) {
        Map<InetAddress, IpPrefix> addresses = new LinkedHashMap<>();
        for (Holding place : router.places().values()) {
            VirtualRouter spec = place.spec();
            if (place.origin() == Origin.NAMED && spec != null) {
                spec.addresses()
                        .forEach(text -> Addresses.read(text)
                                .ifPresent(prefix -> addresses.putIfAbsent(prefix.address(), prefix)));
            }
        }
        return addresses;
    }
}
