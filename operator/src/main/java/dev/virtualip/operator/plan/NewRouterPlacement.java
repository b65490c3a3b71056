package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.IneligibilityExplanation;
import dev.virtualip.operator.plan.candidates.InitialCandidates;
import dev.virtualip.operator.plan.candidates.NetworkChoice;
import dev.virtualip.operator.plan.candidates.PendingReleases;
import dev.virtualip.operator.plan.candidates.PlannedRouter;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.candidates.RouterSharing;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.request.RequestComponent;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.ForeignRouters.ForeignRouter;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.vrid.RouterIDChoice;
import dev.virtualip.operator.plan.vrid.RouterIDConflicts;
import dev.virtualip.operator.plan.vrid.RouterIDOwners;
import dev.virtualip.operator.plan.vrid.VirtualRouterIDAllocator;
import dev.virtualip.operator.plan.vrid.VirtualRouterIDAllocator.IDOwner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Places the router groups that have no nodes or no Virtual Router ID yet. */
final class NewRouterPlacement {
    private static final Finding FULL = new Finding(
            "NoEligibleNode", "the VRRPRouter of every eligible Node is full; widen nodeSelector, or add Nodes");

    private final ClusterIndex cluster;
    private final PlanDraft draft;
    private final RouterSharing sharing;
    private final RouterIDChoice ids;

    /**
     * Prepares the placement.
     *
     * @param open the components that are not decided yet; their groups are not shared
     */
    NewRouterPlacement(ClusterIndex cluster, PlanDraft draft, List<ComponentPlan> open) {
        this.cluster = cluster;
        this.draft = draft;
        this.sharing = new RouterSharing(cluster, draft.loads());
        Set<String> undecided = new HashSet<>();
        open.forEach(plan -> plan.groups().forEach(group -> undecided.add(group.name())));
        draft.running().stream()
                .filter(group -> !undecided.contains(group.name()))
                .forEach(sharing::add);
        this.ids = new RouterIDChoice(cluster, draft.ids());
    }

    /** Reserves the Virtual Router IDs that users set, so that automatic allocation does not take them. */
    void reserveGivenIDs(ComponentPlan plan) {
        for (RouterGroup group : plan.fresh()) {
            for (PlannedRouter planned : onNetworks(group).routers()) {
                Integer given = planned.givenID();
                if (given != null && planned.network() != Networks.UNKNOWN) {
                    draft.ids().reserve(planned.network(), planned.ipv6(), given);
                }
            }
        }
    }

    /** Returns the VirtualIPs of a component that cannot be placed as things stand. */
    Map<String, Finding> refusals(ComponentPlan plan) {
        Map<String, Finding> refusals = new TreeMap<>();
        VirtualRouterIDAllocator among = new VirtualRouterIDAllocator(cluster, new RouterIDOwners());
        for (RouterGroup group : plan.groups()) {
            group.routers().stream()
                    .filter(planned -> planned.id() == 0)
                    .forEach(planned -> check(group, planned, among, refusals));
        }
        List<RouterGroup> byAge = plan.fresh().stream()
                .sorted(Comparator.comparing(group -> group.requests().getFirst(), VirtualIPRequest.BY_AGE))
                .toList();
        for (RouterGroup group : byAge) {
            RouterGroup placed = onNetworks(group);
            if (placed.routers().stream().anyMatch(planned -> planned.network() == Networks.UNKNOWN)) {
                if (cluster.silentAgents().blockerOf(group) == null) {
                    refuseYoungest(group, IneligibilityExplanation.ofNowhere(cluster, group), refusals);
                }
            } else {
                placed.routers().forEach(planned -> check(placed, planned, among, refusals));
                if (refusals.isEmpty()
                        && mayShare(placed) == null
                        && InitialCandidates.isFull(cluster, placed, draft.loads())) {
                    refuseYoungest(group, FULL, refusals);
                }
            }
        }
        return refusals;
    }

    /** Refuses the youngest VirtualIP of a group: the older ones keep their claim. */
    private static void refuseYoungest(RouterGroup group, Finding finding, Map<String, Finding> refusals) {
        refusals.putIfAbsent(group.requests().getLast().name(), finding);
    }

    private void check(
            RouterGroup group, PlannedRouter planned, VirtualRouterIDAllocator among, Map<String, Finding> refusals) {
        Integer given = planned.givenID();
        Finding finding = given == null ? checkFree(group, planned) : checkGiven(planned, given, among);
        if (finding != null) {
            planned.requests().forEach(request -> refusals.putIfAbsent(request.name(), finding));
        }
    }

    private @Nullable Finding checkFree(RouterGroup group, PlannedRouter planned) {
        boolean exhausted = planned.network() != Networks.UNKNOWN
                && draft.ids().free(planned.network(), planned.ipv6()) == 0
                && mayShare(group) == null;
        return exhausted
                ? new Finding(
                        "VirtualRouterIDsExhausted",
                        "all 255 Virtual Router IDs of the network are in use for %s, and no virtual router with equal"
                                        .formatted(planned.ipv6() ? "IPv6" : "IPv4")
                                + " settings has room; give VirtualIPs equal settings so that they can share, or"
                                + " delete some")
                : null;
    }

    private @Nullable Finding checkGiven(PlannedRouter planned, int given, VirtualRouterIDAllocator among) {
        IDOwner owner = draft.ids().owner(planned.network(), planned.ipv6(), given);
        if (owner == null) {
            among.own(planned.under(given));
            owner = among.owner(planned.network(), planned.ipv6(), given);
        }
        if (owner != null && !owner.router().equals(planned.name())) {
            return new Finding(
                    Verdict.ROUTER_ID_CONFLICT,
                    "Virtual Router ID %d is in use on this network by VirtualIP %s;"
                                    .formatted(given, owner.virtualIP())
                            + " set another one, or remove vrrp.virtualRouterID");
        }
        ForeignRouter foreign =
                cluster.foreignRouters().find(planned.network(), planned.ipv6(), given, planned.additionalSources());
        return foreign == null ? null : RouterIDConflicts.ofGiven(given, foreign);
    }

    /** Places a component that has no further VirtualIP to refuse. */
    void place(ComponentPlan plan) {
        for (RouterGroup group : List.copyOf(plan.groups())) {
            boolean complete = group.routers().stream().allMatch(planned -> planned.id() > 0);
            if (!complete && !awaits(plan, group)) {
                number(plan, group);
            }
        }
        for (RouterGroup group : plan.fresh()) {
            if (!awaits(plan, group)) {
                place(plan, onNetworks(group));
            }
        }
    }

    private void number(ComponentPlan plan, RouterGroup group) {
        RouterGroup numbered = group.of(group.routers().stream()
                .map(planned -> ids.of(plan.component(), group, planned))
                .toList());
        plan.replace(numbered);
        numbered.routers().forEach(draft.ids()::own);
    }

    /** Whether the group has to wait for the report of a silent agent that may run it. */
    private boolean awaits(ComponentPlan plan, RouterGroup group) {
        Finding blocker = cluster.silentAgents().blockerOf(group);
        if (blocker != null) {
            group.requests().forEach(request -> plan.wait(request.name(), List.of(blocker)));
        }
        return blocker != null;
    }

    private void place(ComponentPlan plan, RouterGroup group) {
        RouterGroup shared = mayShare(group);
        if (shared != null) {
            join(plan, group, shared);
            return;
        }
        List<PlannedRouter> routers = new ArrayList<>();
        for (PlannedRouter planned : group.routers()) {
            routers.add(ids.of(plan.component(), group.of(merged(routers, group.routers())), planned));
        }
        RouterGroup numbered = group.of(routers);
        RouterGroup placed = numbered.at(new InitialCandidates(cluster, numbered, draft.loads())
                .placements(takenPriorities(plan.component(), numbered)));
        draft.place(plan, placed);
        sharing.add(placed);
    }

    /** The virtual routers, the numbered ones first, so that the other family can get the same ID. */
    private static List<PlannedRouter> merged(List<PlannedRouter> numbered, List<PlannedRouter> all) {
        List<PlannedRouter> merged = new ArrayList<>(numbered);
        merged.addAll(all.subList(numbered.size(), all.size()));
        return merged;
    }

    private static Set<Integer> takenPriorities(RequestComponent component, RouterGroup group) {
        Set<Integer> taken = new HashSet<>();
        for (PlannedRouter planned : group.routers()) {
            component.hostedRouters().getOrDefault(planned.name(), List.of()).stream()
                    .filter(hosted -> hosted.id() == planned.id())
                    .forEach(hosted -> taken.add(hosted.priority()));
        }
        return taken;
    }

    private void join(ComponentPlan plan, RouterGroup group, RouterGroup shared) {
        RouterGroup joined = RouterSharing.joined(shared, group);
        PendingReleases releases = new PendingReleases(plan.component(), cluster.networks());
        List<Finding> blockers = group.routers().stream()
                .flatMap(planned ->
                        planned.firstAddresses().stream().map(address -> releases.blockerOf(address, planned)))
                .filter(Objects::nonNull)
                .toList();
        if (blockers.isEmpty()) {
            draft.join(shared, joined, group);
            sharing.replace(shared, joined);
        } else {
            group.requests().forEach(request -> plan.wait(request.name(), blockers));
        }
    }

    /** The group to share if Virtual Router IDs run short; null: the new group gets IDs of its own. */
    private @Nullable RouterGroup mayShare(RouterGroup group) {
        boolean single = group.requests().size() == 1 && RouterSharing.isOpen(group) && !group.isRunning();
        boolean isShort = single
                && group.routers().stream()
                        .anyMatch(planned ->
                                draft.ids().free(planned.network(), planned.ipv6()) <= RouterSharing.RESERVE);
        return isShort ? sharing.find(group) : null;
    }

    private RouterGroup onNetworks(RouterGroup group) {
        return group.of(NetworkChoice.of(cluster, group));
    }
}
