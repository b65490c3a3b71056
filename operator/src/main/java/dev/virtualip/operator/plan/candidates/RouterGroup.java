package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.PreferredNode;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.plan.request.DisjointSets;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.StableHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Virtual routers that move together: they have the same nodes with the same priorities. Most groups have one virtual
 * router.
 */
public final class RouterGroup {
    private final @Nullable String moveGroup;
    private final List<PlannedRouter> routers;
    private final List<NodePlacement> placements;
    private final int weight;
    private @Nullable PlacementOptions options;

    /**
     * Creates a group.
     *
     * @param moveGroup the move group in the specs; null: there is only one virtual router
     * @param routers the virtual routers
     * @param placements the placements, ordered by node name; empty: not chosen yet
     */
    RouterGroup(@Nullable String moveGroup, List<PlannedRouter> routers, List<NodePlacement> placements) {
        this.moveGroup = moveGroup;
        this.routers = routers.size() == 1
                ? List.copyOf(routers)
                : routers.stream()
                        .sorted(Comparator.comparing(PlannedRouter::name))
                        .toList();
        this.placements = List.copyOf(placements);
        int sum = 0;
        for (PlannedRouter planned : routers) {
            sum += planned.addressCount();
        }
        weight = sum;
    }

    @Nullable
    public String moveGroup() {
        return moveGroup;
    }

    /** Returns the virtual routers, ordered by name. */
    public List<PlannedRouter> routers() {
        return routers;
    }

    /** Returns the placements, ordered by node name; empty: no nodes are chosen yet. */
    public List<NodePlacement> placements() {
        return placements;
    }

    /** Returns the nodes that are eligible for the group. */
    public PlacementOptions options(NodePools pools) {
        PlacementOptions known = options;
        if (known == null) {
            known = new PlacementOptions(routers, pools);
            options = known;
        }
        return known;
    }

    public RouterGroup at(List<NodePlacement> chosen) {
        return new RouterGroup(moveGroup, routers, chosen);
    }

    public RouterGroup of(List<PlannedRouter> changed) {
        return new RouterGroup(moveGroup, changed, placements);
    }

    /** Returns the unique name of the group, that of its first virtual router. */
    public String name() {
        return routers.getFirst().name();
    }

    /** Returns the VirtualIPs of all virtual routers, the oldest first. */
    public List<VirtualIPRequest> requests() {
        if (routers.size() == 1 && routers.getFirst().members().size() == 1) {
            return routers.getFirst().requests();
        }
        return routers.stream()
                .flatMap(planned -> planned.requests().stream())
                .distinct()
                .sorted(VirtualIPRequest.BY_AGE)
                .toList();
    }

    /** Returns the VirtualIP whose annotation requests a move; of several, the oldest; null: none. */
    @Nullable
    public VirtualIPRequest moveRequest() {
        for (VirtualIPRequest request : requests()) {
            if (request.moveTo() != null) {
                return request;
            }
        }
        return null;
    }

    /** Returns the priorities by node that the statuses of its VirtualIPs record; those of the oldest VirtualIP win. */
    public Map<String, Integer> remembered() {
        Map<String, Integer> priorities = new HashMap<>();
        for (VirtualIPRequest request : requests().reversed()) {
            for (RouterSummary router : request.wanted().status().virtualRouters()) {
                router.nodes().forEach(node -> priorities.put(node.name(), node.priority()));
            }
        }
        return priorities;
    }

    /** Returns the hash from which the order of nodes follows; constant while the first virtual router stays. */
    public long hash() {
        return StableHash.of(moveGroup == null ? name() : moveGroup);
    }

    /** Returns the number of addresses. */
    public int weight() {
        return weight;
    }

    /** Returns the number of candidates: the lowest maxCandidates of its VirtualIPs. */
    public int maxCandidates() {
        return routers.stream()
                .flatMap(planned -> planned.requests().stream())
                .mapToInt(request -> request.requireSettings().maxCandidates())
                .min()
                .orElseThrow();
    }

    /** Returns the preferences of all VirtualIPs; equal settings count once. */
    public List<PreferredNode> preferredNodes() {
        return routers.stream()
                .flatMap(planned -> planned.requests().stream())
                .map(VirtualIPRequest::requireSettings)
                .distinct()
                .flatMap(settings -> settings.preferredNodes().stream())
                .toList();
    }

    /** Whether a higher priority preempts the Active. */
    boolean preempts() {
        return routers.getFirst().settings().preempt().policyOrDefault() == Preempt.Policy.ALWAYS;
    }

    /** Whether any of its virtual routers runs. */
    public boolean isRunning() {
        return routers.stream().anyMatch(planned -> planned.running() != null);
    }

    /** Returns the placement with the highest priority among nodes that are not absent; null: none. */
    @Nullable
    public NodePlacement top() {
        NodePlacement top = null;
        for (NodePlacement placement : placements) {
            if (!placement.node().eligibility().absent() && (top == null || placement.priority() > top.priority())) {
                top = placement;
            }
        }
        return top;
    }

    public static List<RouterGroup> group(List<PlannedRouter> routers) {
        DisjointSets<String> sets = new DisjointSets<>();
        for (PlannedRouter planned : routers) {
            for (VirtualIPRequest request : planned.requests()) {
                sets.join(key(planned), "VirtualIP " + request.name());
                String group = request.moveGroup();
                if (group != null) {
                    sets.join(key(planned), "group " + group);
                }
            }
        }
        Map<String, List<PlannedRouter>> together = new LinkedHashMap<>();
        routers.forEach(planned -> together.computeIfAbsent(sets.of(key(planned)), ignored -> new ArrayList<>())
                .add(planned));
        return together.values().stream()
                .map(members -> new RouterGroup(moveGroupOf(members), members, List.of()))
                .toList();
    }

    private static String key(PlannedRouter planned) {
        return "virtual router " + planned.name();
    }

    /**
     * The move group that a user set; for several virtual routers without one, the name of the oldest VirtualIP with
     * both families.
     */
    private static @Nullable String moveGroupOf(List<PlannedRouter> routers) {
        List<VirtualIPRequest> requests = new RouterGroup(null, routers, List.of()).requests();
        for (VirtualIPRequest request : requests) {
            String given = request.requireSettings().moveGroup();
            if (given != null) {
                return given;
            }
        }
        return routers.size() == 1
                ? null
                : requests.stream()
                        .filter(VirtualIPRequest::isOfBothFamilies)
                        .findFirst()
                        .map(VirtualIPRequest::moveGroup)
                        .orElse(null);
    }
}
