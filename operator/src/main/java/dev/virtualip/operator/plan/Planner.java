package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.GroupMove;
import dev.virtualip.operator.plan.candidates.PlannedRouter;
import dev.virtualip.operator.plan.candidates.Rebalancer;
import dev.virtualip.operator.plan.candidates.RetainedRouter;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.pool.AddressLedger;
import dev.virtualip.operator.plan.pool.PoolAllocation;
import dev.virtualip.operator.plan.pool.PoolAllocator;
import dev.virtualip.operator.plan.request.RequestComponent;
import dev.virtualip.operator.plan.request.RequestReader;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.service.ServicePlanner;
import dev.virtualip.operator.plan.topology.NodeFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Plans which node may hold which address. A pure function without memory from plan to plan. */
public final class Planner {
    private final ClusterIndex cluster;
    private final List<ComponentPlan> settled;
    private final PlanDraft draft;
    private final MoveBudget budget;
    private final Set<String> granted = new HashSet<>();
    private final List<RetainedRouter> retainedLate = new ArrayList<>();

    private Planner(ClusterIndex cluster, List<RequestComponent> components, List<RetainedRouter> retained) {
        this.cluster = cluster;
        this.settled = components.stream()
                .map(component -> new ComponentPlanner(cluster, component, Map.of()).settle(Map.of(), Set.of()))
                .toList();
        this.draft = new PlanDraft(cluster, settled);
        retained.forEach(draft.ids()::own);
        Map<String, List<GroupMove>> moves = new HashMap<>();
        settled.forEach(plan -> moves.putAll(plan.moves()));
        this.budget = new MoveBudget(cluster, moves);
        grant(settled, moves);
    }

    /**
     * Makes a plan.
     *
     * @param desired the VirtualIPs and VirtualIPPools
     * @param observed the Nodes and VRRPRouters
     * @param now the current time, for conditions that count only after they have lasted for a while
     */
    public static Plan plan(Desired desired, Observed observed, Instant now) {
        return make(desired, observed, now).plan();
    }

    /** Makes a plan and explains the role of each node for each VirtualIP. */
    public static PlanExplanation explain(Desired desired, Observed observed, Instant now) {
        Made made = make(desired, observed, now);
        return PlanExplanation.of(made.plan(), made.cluster(), made.requests());
    }

    /** A plan, and what it was made of. */
    private record Made(Plan plan, ClusterIndex cluster, List<VirtualIPRequest> requests) {}

    private static Made make(Desired desired, Observed observed, Instant now) {
        ClusterIndex cluster = new ClusterIndex(observed, now);
        AddressLedger ledger = new AddressLedger(desired.pools(), cluster.nodes(), observed.foreignAddresses(), now);
        ServicePlanner services = new ServicePlanner(desired, ledger);
        PoolAllocation allocation = allocate(services, ledger);
        Desired wanted = services.withServices();
        UnclaimedVirtualIPs unclaimed = UnclaimedVirtualIPs.of(wanted, observed);
        Desired all = unclaimed.addTo(wanted);
        List<VirtualIPRequest> requests = new RequestReader(
                        all, observed.secretKeys(), allocation, services.endpointNodes())
                .readAll(all.virtualIPs());
        Planner planner = complete(cluster, RequestComponent.group(requests, cluster.hostedRouters()));
        Plan plan = new PlanWriter(cluster, planner.draft).write(observed, requests, allocation);
        return new Made(unclaimed.complete(plan.with(services.result(plan.verdicts())), now), cluster, requests);
    }

    /** Allocates addresses: first everything keeps what it has, then users' VirtualIPs and Services get new ones. */
    private static PoolAllocation allocate(ServicePlanner services, AddressLedger ledger) {
        PoolAllocator allocator = new PoolAllocator(services.others(), ledger);
        services.keep();
        allocator.keep();
        services.recall();
        allocator.complete();
        services.complete(allocator);
        return allocator.result();
    }

    /**
     * Plans again while a VirtualIP is refused so late that its Virtual Router IDs, which it keeps, were given to
     * others already. Each round adds at least one of the virtual routers that run.
     */
    private static Planner complete(ClusterIndex cluster, List<RequestComponent> components) {
        Map<String, RetainedRouter> retained = new TreeMap<>();
        while (true) {
            Planner planner = new Planner(cluster, components, List.copyOf(retained.values()));
            planner.complete();
            int before = retained.size();
            planner.retainedLate.forEach(one -> retained.put(one.router().name(), one));
            if (retained.size() == before) {
                return planner;
            }
        }
    }

    /** Chooses the groups to rebalance, then places whatever has no node or Virtual Router ID yet. */
    private void complete() {
        Map<String, NodeFacts> wanted = Rebalancer.of(cluster, draft.loads(), draft.running());
        List<ComponentPlan> open = new ArrayList<>();
        for (ComponentPlan plan : settled) {
            if (plan.groups().stream().anyMatch(group -> wanted.containsKey(group.name()) || isGranted(group))) {
                open.add(new ComponentPlanner(cluster, plan.component(), Map.of()).settle(wanted, granted));
            } else if (plan.isOpen()) {
                open.add(plan);
            }
        }
        open.sort(Comparator.comparing(ComponentPlan::component, RequestComponent::compareAge));
        open.forEach(draft::replace);
        NewRouterPlacement placement = new NewRouterPlacement(cluster, draft, open);
        open.forEach(placement::reserveGivenIDs);
        open.forEach(plan -> admit(placement, plan, wanted));
    }

    private boolean isGranted(RouterGroup group) {
        return group.routers().stream().map(PlannedRouter::name).anyMatch(granted::contains);
    }

    /**
     * Chooses the planned moves that begin now, by the names of their virtual routers: a refusal may still change the
     * groups.
     */
    private boolean grant(List<ComponentPlan> plans, Map<String, List<GroupMove>> moves) {
        Set<String> groups = budget.grant(moves);
        return granted.addAll(plans.stream()
                .flatMap(plan -> plan.groups().stream())
                .filter(group -> groups.contains(group.name()))
                .flatMap(group -> group.routers().stream())
                .map(PlannedRouter::name)
                .toList());
    }

    /** Places what is new in a component. Each round refuses at least one more VirtualIP. */
    private void admit(NewRouterPlacement placement, ComponentPlan first, Map<String, NodeFacts> wanted) {
        Map<String, Finding> refusals = new TreeMap<>();
        ComponentPlan last = first;
        Map<String, Finding> more = placement.refusals(last);
        while (!more.isEmpty()) {
            refusals.putAll(more);
            last = new ComponentPlanner(cluster, first.component(), refusals).settle(wanted, granted);
            draft.own(last);
            more = placement.refusals(last);
        }
        if (!refusals.isEmpty()) {
            retainedLate.addAll(last.retained());
            // A move may be ready only now that a refused VirtualIP no longer takes part in its group.
            if (grant(List.of(last), last.moves())) {
                last = new ComponentPlanner(cluster, first.component(), refusals).settle(wanted, granted);
            }
        }
        draft.replace(last);
        placement.place(last);
    }
}
