package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.InterfaceChoice.NotFound;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plans a component as far as it runs. A VirtualIP that cannot be carried out is refused and goes on as before, and all
 * begins again without it: so it never stands in the way of the others.
 */
final class Settling {
    private final World world;
    private final Component component;
    private final SortedMap<String, RunningRouter> running;
    private final Map<String, Finding> refused = new TreeMap<>();
    private final Map<String, List<Finding>> pending = new HashMap<>();
    private final List<Bond> bonds = new ArrayList<>();
    private final List<Bond> fresh = new ArrayList<>();

    /**
     * A component to be settled.
     *
     * @param refusals VirtualIPs that are known not to be possible, for a reason from outside of the component
     */
    Settling(World world, Component component, Map<String, Finding> refusals) {
        this.world = world;
        this.component = component;
        this.running = RunningRouters.of(component, world);
        refused.putAll(refusals);
        for (Wish wish : component.wishes()) {
            if (wish.refusal() != null) {
                refused.put(wish.name(), wish.refusal());
            }
        }
    }

    /**
     * Plans it.
     *
     * @param wanted nodes that shall hold what they do not hold yet, by the name of the bond's first unit
     */
    ComponentPlan settle(Map<String, NodeFacts> wanted) {
        // Each round refuses at least one more.
        while (true) {
            List<Verbatim> verbatims = attempt(wanted);
            if (verbatims != null) {
                ComponentPlan plan = new ComponentPlan(component, bonds, fresh, verbatims, refused);
                pending.forEach(plan::wait);
                return plan;
            }
        }
    }

    /** What goes on word for word; null: another one had to be refused. */
    private @Nullable List<Verbatim> attempt(Map<String, NodeFacts> wanted) {
        bonds.clear();
        fresh.clear();
        pending.clear();
        int before = refused.size();
        refused.putAll(new Claims(running.values(), world.owners(), refused).losers(component.wishes()));
        GroupRules.strangers(component.wishes(), refused).forEach(refused::putIfAbsent);
        if (refused.size() > before) {
            return null;
        }
        Tenancy.Housing housing = new Tenancy(world, component, running, refused).house();
        for (Bond bond : Bond.group(housing.units())) {
            if (bond.isRunning()) {
                goOn(bond, wanted.get(bond.name()));
            } else {
                fresh.add(bond);
            }
        }
        return refused.size() > before ? null : housing.verbatims();
    }

    private void goOn(Bond bond, @Nullable NodeFacts wanted) {
        Tenure.Outcome outcome = new Tenure(world, bond, wanted).decide();
        bond.wishes().forEach(wish -> addPending(wish, outcome.pending()));
        if (outcome.slots().isEmpty()) {
            moveOut(bond);
            return;
        }
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < bond.units().size(); i++) {
            Unit unit = bond.units().get(i);
            units.add(unit.network() == Networks.UNKNOWN ? join(unit, i, outcome.slots()) : unit);
        }
        bonds.add(bond.of(units).at(outcome.slots()));
    }

    /** Nobody may hold it where it is. If it could be elsewhere, it is given up here first. */
    private void moveOut(Bond bond) {
        List<Unit> anew = bond.units().stream()
                .map(unit -> new Unit(
                        unit.name(),
                        unit.ipv6(),
                        Networks.UNKNOWN,
                        0,
                        unit.parts().stream().filter(part -> !part.frozen()).toList(),
                        null))
                .toList();
        Bond elsewhere = bond.of(anew);
        Options options = elsewhere.options(world);
        for (int i : options.nodes()) {
            if (options.suits(i)) {
                fresh.add(elsewhere);
                return;
            }
        }
        Finding finding = Explanation.ofNowhere(world, elsewhere);
        bond.wishes().forEach(wish -> refused.putIfAbsent(wish.name(), finding));
    }

    /** A virtual router that joins others has to fit where they are: it moves nobody. */
    private Unit join(Unit unit, int number, List<Slot> slots) {
        List<Integer> networks = slots.stream()
                .filter(slot -> !slot.leaving())
                .map(slot -> network(slot, number))
                .filter(network -> network != Networks.UNKNOWN)
                .toList();
        int most = networks.isEmpty() ? Networks.UNKNOWN : RunningRouter.most(networks);
        for (Slot slot : slots) {
            boolean fits = network(slot, number) == most;
            if (unit.running() == null
                    && !fits
                    && !slot.leaving()
                    && !slot.node().isSilent()) {
                Finding finding = misfit(unit, slot);
                unit.wishes().forEach(wish -> refused.putIfAbsent(wish.name(), finding));
            }
        }
        return unit.on(most);
    }

    private int network(Slot slot, int number) {
        return world.networks().of(slot.node().name(), slot.interfaces().get(number));
    }

    private Finding misfit(Unit unit, Slot slot) {
        String why = unit.choice().on(slot.node().links()) instanceof NotFound notFound
                ? notFound.why()
                : "has it on another network";
        return new Finding(
                "InterfaceNotFound",
                "it goes with %s, which is on node %s, but that node %s"
                        .formatted(partners(unit, slot), slot.node().name(), why));
    }

    private String partners(Unit unit, Slot slot) {
        return running.values().stream()
                .filter(other -> !other.name().equals(unit.name())
                        && other.places().containsKey(slot.node().name()))
                .map(RunningRouter::name)
                .findFirst()
                .orElse("others");
    }

    private void addPending(Wish wish, List<Finding> findings) {
        if (!findings.isEmpty()) {
            pending.computeIfAbsent(wish.name(), ignored -> new ArrayList<>()).addAll(findings);
        }
    }
}
