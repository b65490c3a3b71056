package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.candidates.CandidateRetention;
import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.GroupMove;
import dev.virtualip.operator.plan.candidates.IneligibilityExplanation;
import dev.virtualip.operator.plan.candidates.NodePlacement;
import dev.virtualip.operator.plan.candidates.PlacementOptions;
import dev.virtualip.operator.plan.candidates.PlannedRouter;
import dev.virtualip.operator.plan.candidates.RetainedRouter;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.request.MoveGroupConsistency;
import dev.virtualip.operator.plan.request.RequestComponent;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.InterfaceChoice.NotFound;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plans a component as far as it follows from the component alone. A VirtualIP that cannot be carried out is refused
 * and keeps what it serves; the component is then planned again without it, so that it never blocks the others.
 */
final class ComponentPlanner {
    private final ClusterIndex cluster;
    private final RequestComponent component;
    private final SortedMap<String, RunningRouter> running;
    private final Map<String, Finding> refused = new TreeMap<>();
    private final Map<String, List<Finding>> pending = new HashMap<>();
    private final Map<String, List<GroupMove>> moves = new HashMap<>();
    private final List<RouterGroup> groups = new ArrayList<>();
    private final List<RouterGroup> fresh = new ArrayList<>();

    /**
     * Prepares a component.
     *
     * @param refusals VirtualIPs to refuse for a reason outside of the component
     */
    ComponentPlanner(ClusterIndex cluster, RequestComponent component, Map<String, Finding> refusals) {
        this.cluster = cluster;
        this.component = component;
        this.running = RunningRouterReader.of(component, cluster);
        refused.putAll(refusals);
        for (VirtualIPRequest request : component.requests()) {
            if (request.refusal() != null) {
                refused.put(request.name(), request.refusal());
            }
        }
    }

    /**
     * Plans the component.
     *
     * @param wanted nodes that are to become Active to even out the load, by group name
     * @param granted names of the virtual routers whose Active may be told to hand over
     */
    ComponentPlan settle(Map<String, NodeFacts> wanted, Set<String> granted) {
        // Each round refuses at least one more VirtualIP.
        while (true) {
            List<RetainedRouter> retained = attempt(wanted, granted);
            if (retained != null) {
                ComponentPlan plan = new ComponentPlan(component, groups, fresh, retained, refused);
                pending.forEach(plan::wait);
                plan.moves().putAll(moves);
                return plan;
            }
        }
    }

    /** Returns the virtual routers to retain unchanged; null if another VirtualIP had to be refused. */
    private @Nullable List<RetainedRouter> attempt(Map<String, NodeFacts> wanted, Set<String> granted) {
        groups.clear();
        fresh.clear();
        pending.clear();
        moves.clear();
        int before = refused.size();
        refused.putAll(
                new AddressClaims(running.values(), cluster.hostAddresses(), refused).refusals(component.requests()));
        MoveGroupConsistency.mismatches(component.requests(), refused).forEach(refused::putIfAbsent);
        if (refused.size() > before) {
            return null;
        }
        RouterAssignment.Result assigned = new RouterAssignment(cluster, component, running, refused).assign();
        for (RouterGroup group : RouterGroup.group(assigned.planned())) {
            if (group.isRunning()) {
                boolean mayRelease =
                        group.routers().stream().map(PlannedRouter::name).anyMatch(granted::contains);
                goOn(group, wanted.get(group.name()), mayRelease);
            } else {
                fresh.add(group);
            }
        }
        return refused.size() > before ? null : assigned.retained();
    }

    private void goOn(RouterGroup group, @Nullable NodeFacts wanted, boolean mayRelease) {
        CandidateRetention.Result outcome = new CandidateRetention(cluster, group, wanted).decide(mayRelease);
        group.requests().forEach(request -> addPending(request, outcome.pending()));
        if (!outcome.moves().isEmpty()) {
            moves.put(group.name(), outcome.moves());
        }
        if (outcome.placements().isEmpty()) {
            moveOut(group);
            return;
        }
        List<PlannedRouter> routers = new ArrayList<>();
        for (int i = 0; i < group.routers().size(); i++) {
            PlannedRouter router = group.routers().get(i);
            routers.add(router.network() == Networks.UNKNOWN ? join(router, i, outcome.placements()) : router);
        }
        groups.add(group.of(routers).at(outcome.placements()));
    }

    /**
     * Handles a group that no node may hold where it is: it is withdrawn here and placed elsewhere, or refused if no
     * other node suits.
     */
    private void moveOut(RouterGroup group) {
        List<PlannedRouter> unplaced = group.routers().stream()
                .map(router -> new PlannedRouter(
                        router.name(),
                        router.ipv6(),
                        Networks.UNKNOWN,
                        0,
                        router.members().stream()
                                .filter(member -> !member.retained())
                                .toList(),
                        null))
                .toList();
        RouterGroup elsewhere = group.of(unplaced);
        PlacementOptions options = elsewhere.options(cluster.pools());
        for (int i : options.nodes()) {
            if (options.suits(i)) {
                fresh.add(elsewhere);
                return;
            }
        }
        Finding finding = IneligibilityExplanation.ofNowhere(cluster, elsewhere);
        group.requests().forEach(request -> refused.putIfAbsent(request.name(), finding));
    }

    /** Adds a virtual router to a group that runs. It has to fit on the nodes of the group; it moves none of them. */
    private PlannedRouter join(PlannedRouter router, int number, List<NodePlacement> placements) {
        List<Integer> networks = placements.stream()
                .filter(placement -> !placement.leaving())
                .map(placement -> network(router, placement, number))
                .filter(network -> network != Networks.UNKNOWN)
                .toList();
        int most = networks.isEmpty() ? Networks.UNKNOWN : RunningRouter.most(networks);
        for (NodePlacement placement : placements) {
            boolean fits = network(router, placement, number) == most;
            if (router.running() == null
                    && !fits
                    && !placement.leaving()
                    && !placement.node().isSilent()) {
                Finding finding = misfit(router, placement);
                router.requests().forEach(request -> refused.putIfAbsent(request.name(), finding));
            }
        }
        return router.on(most);
    }

    private int network(PlannedRouter router, NodePlacement placement, int number) {
        String vrrpInterface =
                router.vrrpInterface(placement.node(), placement.interfaces().get(number));
        return vrrpInterface == null
                ? Networks.UNKNOWN
                : cluster.networks().of(placement.node().name(), vrrpInterface);
    }

    private Finding misfit(PlannedRouter router, NodePlacement placement) {
        String why = router.choice().on(placement.node().links()) instanceof NotFound notFound
                ? notFound.why()
                : "has it on another network";
        return new Finding(
                "InterfaceNotFound",
                "must be on the same nodes as %s, which is on node %s, but that node %s"
                        .formatted(partners(router, placement), placement.node().name(), why));
    }

    private String partners(PlannedRouter router, NodePlacement placement) {
        return running.values().stream()
                .filter(other -> !other.name().equals(router.name())
                        && other.places().containsKey(placement.node().name()))
                .map(RunningRouter::name)
                .findFirst()
                .orElse("others");
    }

    private void addPending(VirtualIPRequest request, List<Finding> findings) {
        if (!findings.isEmpty()) {
            pending.computeIfAbsent(request.name(), ignored -> new ArrayList<>())
                    .addAll(findings);
        }
    }
}
