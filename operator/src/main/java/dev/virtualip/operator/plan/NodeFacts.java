package dev.virtualip.operator.plan;

import dev.virtualip.crds.VRRPRouterStatus;
import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node.
 *
 * @param node the Node
 * @param router its VRRPRouter; null: it is missing
 * @param links its interfaces as its agent last reported them, by name in order; empty if it has not
 * @param hash the hash of its name
 * @param standing how it stands now
 */
record NodeFacts(ObservedNode node, @Nullable ObservedRouter router, List<Link> links, long hash, Standing standing) {

    static NodeFacts of(ObservedNode node, @Nullable ObservedRouter router, Instant now) {
        VRRPRouterStatus status = router == null ? null : router.status();
        List<Link> links = status == null
                ? List.of()
                : status.interfaces().stream()
                        .map(Link::of)
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList();
        return new NodeFacts(node, router, links, Hashes.of(node.name()), Standing.of(node, router, now));
    }

    String name() {
        return node.name();
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
