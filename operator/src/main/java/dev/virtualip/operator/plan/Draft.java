package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A plan in the making: what is decided so far, and what that leaves for those to come. */
final class Draft {
    private final World world;
    private final RouterIDs ids;
    private final Loads loads;
    private final List<Bond> bonds = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Verbatim> verbatims = new ArrayList<>();
    private final Map<String, Finding> refused = new HashMap<>();
    private final Map<String, List<Finding>> pending = new HashMap<>();

    Draft(World world) {
        this.world = world;
        this.ids = new RouterIDs(world.foreigners());
        this.loads = new Loads(world.nodes().size());
    }

    RouterIDs ids() {
        return ids;
    }

    Loads loads() {
        return loads;
    }

    List<Bond> bonds() {
        return bonds;
    }

    List<Verbatim> verbatims() {
        return verbatims;
    }

    Map<String, Finding> refused() {
        return refused;
    }

    Map<String, List<Finding>> pending() {
        return pending;
    }

    void add(Bond bond) {
        numbers.put(bond.name(), bonds.size());
        bonds.add(bond);
        loads.add(world, bond);
        bond.units().forEach(ids::own);
    }

    void add(Verbatim verbatim) {
        verbatims.add(verbatim);
        loads.add(world, verbatim);
        ids.own(verbatim);
    }

    /** Somebody new is in a bond now. */
    void replace(Bond bond, Bond joined) {
        bonds.set(Objects.requireNonNull(numbers.get(bond.name())), joined);
        Slot top = joined.top();
        if (top != null) {
            loads.add(world.number(top.node().name()), joined.weight() - (long) bond.weight());
        }
    }

    void refuse(Map<String, Finding> findings) {
        findings.forEach(refused::putIfAbsent);
    }

    void wait(String virtualIP, List<Finding> findings) {
        pending.computeIfAbsent(virtualIP, ignored -> new ArrayList<>()).addAll(findings);
    }
}
