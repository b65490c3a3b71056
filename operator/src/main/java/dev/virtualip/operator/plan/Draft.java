package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a plan decides beside what runs and goes on as it is: what is new, and what that leaves for those to come. */
final class Draft {
    private final World world;
    private final Ledger ledger;
    private final RouterIDs ids;
    private final Loads loads;
    private final Function<String, @Nullable Home> homes;
    private final Map<Component, Decision> decisions = new LinkedHashMap<>();
    private final Map<String, Component> placed = new HashMap<>();
    private final Map<String, String> joined = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /**
     * Where something runs.
     *
     * @param component its component
     * @param settled what that comes to by itself
     */
    record Home(Component component, Settled settled) {}

    /**
     * A draft in which nothing is decided.
     *
     * @param homes where the virtual router of a name runs; null: nowhere
     */
    Draft(World world, Ledger ledger, Function<String, @Nullable Home> homes) {
        this.world = world;
        this.ledger = ledger;
        this.homes = homes;
        this.ids = new RouterIDs(world, ledger.ids());
        this.loads = ledger.loads().copy();
    }

    RouterIDs ids() {
        return ids;
    }

    Loads loads() {
        return loads;
    }

    /** Nobody joins what runs of a component in which something is yet to be decided. */
    void open(Settled settled) {
        settled.bonds().forEach(bond -> open.add(bond.name()));
    }

    /** The bonds on a network that somebody may join. */
    List<Bond> on(int network) {
        List<Bond> bonds = new ArrayList<>();
        for (Bond bond : ledger.on(network)) {
            if (!open.contains(bond.name())) {
                bonds.add(bond);
            }
        }
        return bonds;
    }

    /** What is decided of a component in which something was open. */
    Decision decide(Component component, Settled settled) {
        Decision decision = new Decision(settled);
        decisions.put(component, decision);
        return decision;
    }

    /** Something new has a place. */
    void place(Component component, Bond bond) {
        Objects.requireNonNull(decisions.get(component)).bonds().add(bond);
        placed.put(bond.name(), component);
        loads.add(world, bond);
        bond.units().forEach(ids::own);
    }

    /** Somebody new is in a bond now. */
    void replace(Bond bond, Bond withNewcomer, Bond newcomer) {
        Component home = placed.get(bond.name());
        Decision decision = home == null
                ? decisionOf(Objects.requireNonNull(homes.apply(bond.name())))
                : Objects.requireNonNull(decisions.get(home));
        decision.bonds().replaceAll(one -> one.name().equals(bond.name()) ? withNewcomer : one);
        newcomer.wishes().forEach(wish -> joined.put(wish.name(), withNewcomer.name()));
        Slot top = withNewcomer.top();
        if (top != null) {
            loads.add(world.number(top.node().name()), withNewcomer.weight() - (long) bond.weight());
        }
    }

    private Decision decisionOf(Home home) {
        return decisions.computeIfAbsent(home.component(), ignored -> new Decision(home.settled()));
    }

    /** What is not as it runs, by component. */
    Map<Component, Decision> decisions() {
        return decisions;
    }

    /** The bonds of other components that VirtualIPs of this one joined. */
    List<Bond> guests(Component component) {
        List<Bond> bonds = new ArrayList<>(0);
        for (Wish wish : component.wishes()) {
            String name = joined.get(wish.name());
            Component home = name == null ? null : homeOf(name);
            if (home != null && home != component) {
                Objects.requireNonNull(decisions.get(home)).bonds().stream()
                        .filter(bond -> bond.name().equals(name) && !bonds.contains(bond))
                        .forEach(bonds::add);
            }
        }
        return bonds;
    }

    private Component homeOf(String bond) {
        Component home = placed.get(bond);
        return home == null ? Objects.requireNonNull(homes.apply(bond)).component() : home;
    }

    /** What somebody waits for. */
    void wait(Component component, String virtualIP, List<Finding> findings) {
        Objects.requireNonNull(decisions.get(component)).wait(virtualIP, findings);
    }
}
