package dev.virtualip.operator.plan;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.IneligibilityExplanation;
import dev.virtualip.operator.plan.model.NodeRole;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Candidate;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.request.VirtualIPSettings;
import dev.virtualip.operator.plan.topology.NodeEligibility;
import dev.virtualip.operator.plan.topology.NodeFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan with the role of each node for each VirtualIP.
 *
 * @param plan the plan
 * @param roles the role of each node, ordered by node, by the name of the VirtualIP; none for an unreadable spec
 */
public record PlanExplanation(Plan plan, SortedMap<String, List<NodeRole>> roles) {

    /** Copies the map. */
    public PlanExplanation {
        roles = new TreeMap<>(roles);
    }

    /**
     * Explains a plan. The roles come from the functions that it was made with.
     *
     * @param requests the VirtualIPs that it is for
     */
    static PlanExplanation of(Plan plan, ClusterIndex cluster, List<VirtualIPRequest> requests) {
        SortedMap<String, List<NodeRole>> roles = new TreeMap<>();
        for (VirtualIPRequest request : requests) {
            VirtualIPSettings settings = request.settings();
            if (settings != null) {
                Map<String, Integer> priorities = priorities(plan.verdicts().get(request.name()));
                roles.put(request.name(), roles(cluster, request, settings, priorities));
            }
        }
        return new PlanExplanation(plan, roles);
    }

    private static Map<String, Integer> priorities(@Nullable Verdict verdict) {
        Map<String, Integer> priorities = new HashMap<>();
        for (ServingRouter router : verdict == null ? List.<ServingRouter>of() : verdict.routers()) {
            for (Candidate candidate : router.candidates()) {
                priorities.put(candidate.node(), candidate.priority());
            }
        }
        return priorities;
    }

    private static List<NodeRole> roles(
            ClusterIndex cluster,
            VirtualIPRequest request,
            VirtualIPSettings settings,
            Map<String, Integer> priorities) {
        long[] weights = cluster.weights(settings.preferredNodes());
        List<NodeRole> roles = new ArrayList<>();
        for (int i = 0; i < cluster.nodes().size(); i++) {
            NodeFacts node = cluster.nodes().get(i);
            List<String> obstacle = new ArrayList<>();
            for (boolean ipv6 : new boolean[] {false, true}) {
                List<IpPrefix> addresses = request.addresses(ipv6);
                String text = addresses.isEmpty() ? "" : IneligibilityExplanation.ofNode(settings, addresses, node);
                if (!text.isEmpty() && !obstacle.contains(text)) {
                    obstacle.add(text);
                }
            }
            roles.add(new NodeRole(
                    node.name(),
                    priorities.get(node.name()),
                    obstacle,
                    weights[i],
                    cluster.isDraining(node),
                    lastResort(node)));
        }
        return roles;
    }

    private static List<String> lastResort(NodeFacts facts) {
        ObservedNode node = facts.node();
        List<String> reasons = new ArrayList<>();
        if (node.cordoned()) {
            reasons.add("cordoned");
        }
        if (NodeEligibility.isInMaintenance(node)) {
            reasons.add("in maintenance");
        }
        if (!node.ready()) {
            reasons.add("not Ready");
        }
        if (facts.eligibility().lastResort() && reasons.isEmpty()) {
            reasons.add("Ready for less than %d s".formatted(NodeEligibility.PROBATION.toSeconds()));
        }
        return reasons;
    }
}
