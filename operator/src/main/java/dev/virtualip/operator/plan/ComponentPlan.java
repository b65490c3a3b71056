package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plan of one component while it is made. */
final class ComponentPlan {
    private final Component component;
    private final List<Bond> bonds;
    private final List<Bond> fresh;
    private final List<Verbatim> verbatims;
    private final Map<String, Finding> refused;
    private final Map<String, List<Finding>> pending = new HashMap<>();

    /**
     * The plan of a component as far as it follows from the component alone.
     *
     * @param bonds what runs and stays, with its places; virtual routers that join it may have no ID yet
     * @param fresh what has no place yet
     * @param verbatims what stays as it is written
     * @param refused the VirtualIPs that cannot be carried out, by name
     */
    ComponentPlan(
            Component component,
            List<Bond> bonds,
            List<Bond> fresh,
            List<Verbatim> verbatims,
            Map<String, Finding> refused) {
        this.component = component;
        this.bonds = new ArrayList<>(bonds);
        this.fresh = List.copyOf(fresh);
        this.verbatims = List.copyOf(verbatims);
        this.refused = Map.copyOf(refused);
    }

    Component component() {
        return component;
    }

    /** What runs and what is placed so far. */
    List<Bond> bonds() {
        return bonds;
    }

    /** What had no place at first. */
    List<Bond> fresh() {
        return fresh;
    }

    List<Verbatim> verbatims() {
        return verbatims;
    }

    Map<String, Finding> refused() {
        return refused;
    }

    /** What each VirtualIP waits for, by name. */
    Map<String, List<Finding>> pending() {
        return pending;
    }

    /** Records what a VirtualIP waits for. */
    void wait(String virtualIP, List<Finding> findings) {
        if (!findings.isEmpty()) {
            pending.computeIfAbsent(virtualIP, ignored -> new ArrayList<>()).addAll(findings);
        }
    }

    /** Replaces a bond by another of its name. */
    void replace(Bond bond) {
        bonds.replaceAll(one -> one.name().equals(bond.name()) ? bond : one);
    }

    /** Whether something in it has no place or no Virtual Router ID yet. */
    boolean isOpen() {
        return !fresh.isEmpty()
                || bonds.stream().anyMatch(bond -> bond.units().stream().anyMatch(unit -> unit.id() == 0));
    }
}
