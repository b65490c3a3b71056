package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Verdict.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans which node may hold which address: a pure function without memory from plan to plan. */
public final class Planner {
    private final World world;
    private final List<ComponentPlan> settled;
    private final Draft draft;

    private Planner(World world, List<Component> components) {
        this.world = world;
        this.settled = components.stream()
                .map(component -> new Settling(world, component, Map.of()).settle(Map.of()))
                .toList();
        this.draft = new Draft(world, settled);
    }

    /**
     * Makes a plan.
     *
     * @param desired the VirtualIPs and VirtualIPPools
     * @param observed the Nodes and VRRPRouters
     * @param now the current time, for conditions that count only after they have lasted for a while
     */
    public static Plan plan(Desired desired, Observed observed, Instant now) {
        UnclaimedVirtualIPs unclaimed = UnclaimedVirtualIPs.of(desired, observed);
        Desired all = unclaimed.addTo(desired);
        List<Wish> wishes = new Wishes(all.pools(), observed.secretKeys()).readAll(all.virtualIPs());
        World world = new World(observed, now);
        Planner planner = new Planner(world, Component.group(wishes, world.holdings()));
        planner.complete();
        return unclaimed.complete(new PlanWriter(world, planner.draft).write(observed, wishes), now);
    }

    /** Decides which virtual routers get another preferred node, and places what has no node or ID yet. */
    private void complete() {
        Map<String, NodeFacts> wanted = Levelling.of(world, draft.loads(), draft.running());
        List<ComponentPlan> open = new ArrayList<>();
        for (ComponentPlan plan : settled) {
            if (plan.bonds().stream().anyMatch(bond -> wanted.containsKey(bond.name()))) {
                open.add(new Settling(world, plan.component(), Map.of()).settle(wanted));
            } else if (plan.isOpen()) {
                open.add(plan);
            }
        }
        open.sort(Comparator.comparing(ComponentPlan::component, Component::compareAge));
        open.forEach(draft::replace);
        Newcomers newcomers = new Newcomers(world, draft, open);
        open.forEach(newcomers::reserveGivenIDs);
        open.forEach(plan -> admit(newcomers, plan));
    }

    /** Places what is new of a component. Each round refuses at least one more VirtualIP. */
    private void admit(Newcomers newcomers, ComponentPlan first) {
        Map<String, Finding> refusals = new TreeMap<>();
        ComponentPlan last = first;
        Map<String, Finding> more = newcomers.refusals(last);
        while (!more.isEmpty()) {
            refusals.putAll(more);
            last = new Settling(world, first.component(), refusals).settle(Map.of());
            draft.own(last);
            more = newcomers.refusals(last);
        }
        draft.replace(last);
        newcomers.place(last);
    }
}
