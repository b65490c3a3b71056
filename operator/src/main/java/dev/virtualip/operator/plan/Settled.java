package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.List;
import java.util.Map;

/**
 * What a component comes to by itself.
 *
 * @param bonds what runs and goes on, with its places; virtual routers that join it may have no ID yet
 * @param fresh what has no place yet
 * @param verbatims what goes on word for word
 * @param refused the VirtualIPs that cannot be carried out, by name
 * @param pending what has to happen first, by VirtualIP
 * @param looksAround whether it hangs on nodes on which it has no place
 */
record Settled(
        List<Bond> bonds,
        List<Bond> fresh,
        List<Verbatim> verbatims,
        Map<String, Finding> refused,
        Map<String, List<Finding>> pending,
        boolean looksAround) {

    /** Whether something in it has no place or no Virtual Router ID yet. */
    boolean isOpen() {
        return !fresh.isEmpty()
                || bonds.stream().anyMatch(bond -> bond.units().stream().anyMatch(unit -> unit.id() == 0));
    }
}
