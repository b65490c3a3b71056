package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The whole plan while it is made: the plan of each component, and the IDs and loads that all of them come to. */
final class Draft {
    private final World world;
    private final RouterIDs ids;
    private final Loads loads;
    private final List<Bond> running = new ArrayList<>();
    private final Map<Component, ComponentPlan> plans = new LinkedHashMap<>();
    private final Map<String, Component> homes = new HashMap<>();
    private final Map<String, String> joined = new HashMap<>();

    /** A draft in which nothing new is placed. */
    Draft(World world, List<ComponentPlan> settled) {
        this.world = world;
        this.loads = new Loads(world.nodes().size());
        OwnedIDs owned = new OwnedIDs();
        for (ComponentPlan plan : settled) {
            plans.put(plan.component(), plan);
            owned.add(plan.bonds(), plan.verbatims());
            running.addAll(plan.bonds());
            plan.bonds().forEach(bond -> homes.put(bond.name(), plan.component()));
            plan.bonds().forEach(bond -> loads.add(world, bond));
            plan.verbatims().forEach(verbatim -> loads.add(world, verbatim));
        }
        this.ids = new RouterIDs(world, owned);
    }

    RouterIDs ids() {
        return ids;
    }

    Loads loads() {
        return loads;
    }

    /** What runs and stays, of all components. */
    List<Bond> running() {
        return running;
    }

    /** The plan of every component. */
    Collection<ComponentPlan> plans() {
        return plans.values();
    }

    /** Replaces the plan of a component. */
    void replace(ComponentPlan plan) {
        plans.put(plan.component(), plan);
    }

    /** Takes the IDs of what runs in a component. */
    void own(ComponentPlan plan) {
        plan.bonds().forEach(bond -> bond.units().forEach(ids::own));
        plan.verbatims().forEach(ids::own);
    }

    /** Adds a bond that has nodes and IDs now. */
    void place(ComponentPlan plan, Bond bond) {
        plan.bonds().add(bond);
        homes.put(bond.name(), plan.component());
        loads.add(world, bond);
        bond.units().forEach(ids::own);
    }

    /** Lets a new bond share the virtual routers of another one. */
    void join(Bond bond, Bond withNewcomer, Bond newcomer) {
        planOf(bond.name()).replace(withNewcomer);
        newcomer.wishes().forEach(wish -> joined.put(wish.name(), withNewcomer.name()));
        Slot top = withNewcomer.top();
        if (top != null) {
            loads.add(world.number(top.node().name()), withNewcomer.weight() - (long) bond.weight());
        }
    }

    /** The bonds of other components that VirtualIPs of this component joined. */
    List<Bond> joinedBy(Component component) {
        List<Bond> bonds = new ArrayList<>(0);
        for (Wish wish : component.wishes()) {
            @Nullable String name = joined.get(wish.name());
            if (name != null && planOf(name).component() != component) {
                planOf(name).bonds().stream()
                        .filter(bond -> bond.name().equals(name) && !bonds.contains(bond))
                        .forEach(bonds::add);
            }
        }
        return bonds;
    }

    private ComponentPlan planOf(String bond) {
        return Objects.requireNonNull(plans.get(Objects.requireNonNull(homes.get(bond))));
    }
}
