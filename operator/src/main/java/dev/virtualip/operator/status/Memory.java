package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was said last of a virtual router: which claims were seen, and which of them no longer counted. */
final class Memory {
    private final @Nullable RouterSummary summary;
    private final Map<String, NodeSummary> nodes = new HashMap<>();

    private Memory(@Nullable RouterSummary summary) {
        this.summary = summary;
        if (summary != null) {
            summary.nodes().forEach(node -> nodes.put(node.name(), node));
        }
    }

    /** What a status says of a virtual router. */
    static Memory of(VirtualIPStatus previous, ServingRouter planned) {
        return new Memory(previous.virtualRouters().stream()
                .filter(router -> planned.name().equals(router.name()))
                .findFirst()
                .orElse(null));
    }

    /** The nodes that took part. */
    List<NodeSummary> nodes() {
        return summary == null
                ? List.of()
                : summary.nodes().stream().filter(Memory::isNamed).toList();
    }

    private static boolean isNamed(NodeSummary node) {
        return node.name() != null && node.interfaceName() != null;
    }

    /** Whether a node's claim is one that was seen, rather than a new one. */
    boolean knows(Part part) {
        NodeSummary node = nodes.get(part.node());
        VirtualRouterStatus report = part.report();
        return node != null
                && report != null
                && part.claims()
                && Part.ACTIVE.equals(node.state())
                && report.since().equals(node.since());
    }

    /** Whether a node's claim was seen, and no longer counted. */
    boolean knowsAsStale(Part part) {
        NodeSummary node = nodes.get(part.node());
        return node != null && node.stale() && knows(part);
    }

    /** Whether this node was the one that answered. */
    boolean wasActive(Part part) {
        return summary != null && part.node().equals(summary.activeNode());
    }
}
