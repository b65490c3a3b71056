package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A virtual router in the previous status: the claims that were seen, and those of them that no longer counted. */
final class PreviousRouter {
    private final @Nullable RouterSummary summary;
    private final Map<String, NodeSummary> nodes = new HashMap<>();

    private PreviousRouter(@Nullable RouterSummary summary) {
        this.summary = summary;
        if (summary != null) {
            summary.nodes().forEach(node -> nodes.put(node.name(), node));
        }
    }

    /** The virtual router in a status. */
    static PreviousRouter of(VirtualIPStatus previous, ServingRouter planned) {
        return new PreviousRouter(previous.virtualRouters().stream()
                .filter(router -> planned.name().equals(router.name()))
                .findFirst()
                .orElse(null));
    }

    /** Its members. */
    List<NodeSummary> nodes() {
        return summary == null
                ? List.of()
                : summary.nodes().stream().filter(PreviousRouter::isNamed).toList();
    }

    private static boolean isNamed(NodeSummary node) {
        return node.name() != null && node.interfaceName() != null;
    }

    /** Whether a node's present claim was seen before. */
    boolean knows(MemberView member) {
        NodeSummary node = nodes.get(member.node());
        VirtualRouterStatus report = member.report();
        return node != null
                && report != null
                && member.claimsActive()
                && RouterState.ACTIVE.is(node.state())
                && report.since().equals(node.since());
    }

    /** Whether a node's present claim was seen before and no longer counted then. */
    boolean knowsAsStale(MemberView member) {
        NodeSummary node = nodes.get(member.node());
        return node != null && node.stale() && knows(member);
    }

    /** Whether this node was the one that answered. */
    boolean wasActive(MemberView member) {
        return summary != null && member.node().equals(summary.activeNode());
    }
}
