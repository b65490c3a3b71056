package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Holding.Origin;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A virtual router as it runs, put together from all nodes.
 *
 * @param name its name
 * @param ipv6 its family
 * @param id its Virtual Router ID
 * @param network the network that most of its places are on
 * @param places its places by node
 * @param holdings everything that nodes have of that name, places or not
 * @param addresses those that VRRPRouters name, or agents that nobody has told otherwise run
 * @param virtualIPs the VirtualIPs that VRRPRouters say it serves
 */
record RunningRouter(
        String name,
        boolean ipv6,
        int id,
        int network,
        SortedMap<String, Holding> places,
        List<Holding> holdings,
        Set<InetAddress> addresses,
        Set<String> virtualIPs) {

    /** One of these places, which agree on ID and family. */
    static RunningRouter of(SortedMap<String, Holding> places, int network, List<Holding> holdings) {
        Holding first = places.values().iterator().next();
        Set<InetAddress> addresses = new HashSet<>();
        Set<String> virtualIPs = new HashSet<>();
        for (Holding place : places.values()) {
            addresses.addAll(place.addresses());
            virtualIPs.addAll(place.spec() == null ? List.of() : place.spec().virtualIPs());
        }
        return new RunningRouter(
                first.name(), first.ipv6(), first.id(), network, places, holdings, addresses, virtualIPs);
    }

    /** Whether any VRRPRouter names it. */
    boolean isNamed() {
        return places.values().stream().anyMatch(place -> place.origin() == Origin.NAMED);
    }

    /**
     * The voice of the most decides what runs: an object may have been edited by hand, or be half written. Of equals,
     * the one that was heard first.
     */
    static <T> T most(Collection<T> votes) {
        Map<T, Integer> counts = new LinkedHashMap<>();
        votes.forEach(vote -> counts.merge(vote, 1, Integer::sum));
        return counts.entrySet().stream()
                .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
                .orElseThrow()
                .getKey();
    }
}
