package dev.virtualip.operator.plan;

import dev.virtualip.crds.VRRPRouterStatus;
import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node.
 *
 * @param node the Node
 * @param router its VRRPRouter; null: it is missing
 * @param holdings what it shall run, runs or may still run
 * @param links its interfaces as its agent last reported them, by name in order; empty if it has not
 * @param hash the hash of its name
 * @param standing how it stands now
 * @param places those of its holdings that are places, by the virtual routers' names; first what its VRRPRouter names
 */
record NodeFacts(
        ObservedNode node,
        @Nullable ObservedRouter router,
        List<Holding> holdings,
        List<Link> links,
        long hash,
        Standing standing,
        Map<String, Holding> places) {
    static NodeFacts of(ObservedNode node, @Nullable ObservedRouter router, Instant now) {
        VRRPRouterStatus status = router == null ? null : router.status();
        List<Link> links = status == null
                ? List.of()
                : status.interfaces().stream()
                        .map(Link::of)
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList();
        List<Holding> holdings = router == null ? List.of() : HoldingReader.read(node.name(), router);
        Map<String, Holding> places = HashMap.newHashMap(holdings.size());
        holdings.stream().filter(Holding::isPlace).forEach(holding -> places.putIfAbsent(holding.name(), holding));
        return new NodeFacts(
                node, router, holdings, links, Hashes.of(node.name()), Standing.of(node, router, now), places);
    }

    String name() {
        return node.name();
    }

    /** Whether its agent has yet to say anything on its VRRPRouter, which may have been made anew. */
    boolean isSilent() {
        return router == null || router.status() == null;
    }

    /** Whether its agent has carried out what its VRRPRouter says now. */
    boolean isCaughtUp() {
        VRRPRouterStatus status = router == null ? null : router.status();
        return router != null
                && status != null
                && status.observedGeneration() != null
                && status.observedGeneration() >= router.generation();
    }

    /** What it has of a virtual router by that name, first what its VRRPRouter names. */
    @Nullable
    Holding place(String routerName) {
        return places.get(routerName);
    }

    /** The interface of a name; null: it is not there, or nothing is known. */
    @Nullable
    Link link(String name) {
        for (Link link : links) {
            if (link.name().equals(name)) {
                return link;
            }
        }
        return null;
    }
}
