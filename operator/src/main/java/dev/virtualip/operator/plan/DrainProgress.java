package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.model.NodeDrain;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.NodeFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts the addresses that nodes in maintenance, or cordoned, still hold. */
final class DrainProgress {
    private DrainProgress() {}

    static SortedMap<String, NodeDrain> of(ClusterIndex cluster, Collection<ComponentPlan> plans) {
        SortedMap<String, NodeDrain> drains = new TreeMap<>();
        List<NodeFacts> draining =
                cluster.nodes().stream().filter(cluster::isDraining).toList();
        if (draining.isEmpty()) {
            return drains;
        }
        Map<String, Set<String>> blocked = blocked(plans);
        for (NodeFacts node : draining) {
            int left = left(node);
            boolean known = !node.isSilent() && (left > 0 || node.isCaughtUp());
            drains.put(
                    node.name(),
                    new NodeDrain(
                            known ? left : -1,
                            left == 0 ? List.of() : List.copyOf(blocked.getOrDefault(node.name(), Set.of()))));
        }
        return drains;
    }

    /** The VirtualIPs whose move off a node is refused, by node. */
    private static Map<String, Set<String>> blocked(Collection<ComponentPlan> plans) {
        Map<String, Set<String>> blocked = new HashMap<>();
        for (ComponentPlan plan : plans) {
            for (RouterGroup group : plan.groups()) {
                plan.moves().getOrDefault(group.name(), List.of()).stream()
                        .filter(move ->
                                move.requestedBy() == null && move.from() != null && move.phase() == MovePhase.REFUSED)
                        .forEach(move -> group.requests().stream()
                                .map(VirtualIPRequest::name)
                                .forEach(blocked.computeIfAbsent(move.from(), ignored -> new TreeSet<>())::add));
            }
        }
        return blocked;
    }

    private static int left(NodeFacts node) {
        Set<VirtualRouterStatus> holding = new HashSet<>();
        node.hostedRouters().stream()
                .map(HostedRouter::report)
                .filter(Objects::nonNull)
                .filter(report -> RouterState.ACTIVE.is(report.state()) || RouterState.RELEASING.is(report.state()))
                .forEach(holding::add);
        return holding.stream().mapToInt(report -> report.addresses().size()).sum();
    }
}
