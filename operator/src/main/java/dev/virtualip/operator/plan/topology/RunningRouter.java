package dev.virtualip.operator.plan.topology;

import dev.virtualip.operator.plan.topology.HostedRouter.Provenance;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A virtual router as it runs, combined from all nodes.
 *
 * @param name its name
 * @param ipv6 its family
 * @param id its Virtual Router ID
 * @param network the network of most of its nodes
 * @param places the hosted routers of its candidates, by node
 * @param hostedRouters all hosted routers of that name
 * @param addresses the addresses in the specs, and those that agents run without a spec
 * @param virtualIPs the VirtualIPs that it serves by the specs
 */
public record RunningRouter(
        String name,
        boolean ipv6,
        int id,
        int network,
        SortedMap<String, HostedRouter> places,
        List<HostedRouter> hostedRouters,
        Set<InetAddress> addresses,
        Set<String> virtualIPs) {

    /** Combines hosted routers that agree on ID and family. */
    public static RunningRouter of(
            SortedMap<String, HostedRouter> places, int network, List<HostedRouter> hostedRouters) {
        HostedRouter first = places.values().iterator().next();
        Set<InetAddress> addresses = new HashSet<>();
        Set<String> virtualIPs = new HashSet<>();
        for (HostedRouter place : places.values()) {
            addresses.addAll(place.addresses());
            virtualIPs.addAll(place.spec() == null ? List.of() : place.spec().virtualIPs());
        }
        return new RunningRouter(
                first.name(), first.ipv6(), first.id(), network, places, hostedRouters, addresses, virtualIPs);
    }

    /** Whether any VRRPRouter spec contains it. */
    public boolean isNamed() {
        return places.values().stream().anyMatch(place -> place.provenance() == Provenance.NAMED);
    }

    /**
     * Returns the most frequent value, because an object may have been edited by hand or be half written. Of equally
     * frequent ones, the first.
     */
    public static <T> T most(Collection<T> votes) {
        Map<T, Integer> counts = new LinkedHashMap<>();
        votes.forEach(vote -> counts.merge(vote, 1, Integer::sum));
        return counts.entrySet().stream()
                .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
                .orElseThrow()
                .getKey();
    }
}
