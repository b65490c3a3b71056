package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The known state of a node.
 *
 * @param node the Node
 * @param router its VRRPRouter; null: it is missing
 * @param hostedRouters the virtual routers that it is to run, runs or may still run
 * @param links its interfaces as last reported, ordered by name
 * @param hash the hash of its name
 * @param eligibility its eligibility now
 * @param places the hosted routers of which the node is a candidate, by name; the ones in the spec first
 */
public record NodeFacts(
        ObservedNode node,
        @Nullable ObservedRouter router,
        List<HostedRouter> hostedRouters,
        List<NodeInterface> links,
        long hash,
        NodeEligibility eligibility,
        Map<String, HostedRouter> places) {
    public static NodeFacts of(ObservedNode node, @Nullable ObservedRouter router, Instant now) {
        VRRPRouterStatus status = router == null ? null : router.status();
        List<NodeInterface> links = status == null
                ? List.of()
                : status.interfaces().stream()
                        .map(NodeInterface::of)
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList();
        List<HostedRouter> hostedRouters = router == null ? List.of() : HostedRouterReader.read(node.name(), router);
        Map<String, HostedRouter> places = HashMap.newHashMap(hostedRouters.size());
        hostedRouters.stream()
                .filter(HostedRouter::isPlace)
                .forEach(hosted -> places.putIfAbsent(hosted.name(), hosted));
        return new NodeFacts(
                node,
                router,
                hostedRouters,
                links,
                StableHash.of(node.name()),
                NodeEligibility.of(node, router, now),
                places);
    }

    public String name() {
        return node.name();
    }

    /** Whether the agent has not reported on its VRRPRouter, which may have been recreated. */
    public boolean isSilent() {
        return router == null || router.status() == null;
    }

    /** Whether the agent applied the current spec. */
    public boolean isCaughtUp() {
        VRRPRouterStatus status = router == null ? null : router.status();
        return router != null
                && status != null
                && status.observedGeneration() != null
                && status.observedGeneration() >= router.generation();
    }

    /**
     * Returns the hosted router of a name of which the node is a candidate, preferably the one in the spec; null: none.
     */
    @Nullable
    public HostedRouter place(String routerName) {
        return places.get(routerName);
    }

    /** Returns an interface; null: it does not exist, or is not reported. */
    @Nullable
    public NodeInterface link(String name) {
        for (NodeInterface link : links) {
            if (link.name().equals(name)) {
                return link;
            }
        }
        return null;
    }
}
