package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What becomes of a component. */
final class Decision {
    private final List<Bond> bonds;
    private final List<Verbatim> verbatims;
    private final Map<String, Finding> refused;
    private final Map<String, List<Finding>> pending = new HashMap<>();

    /** So far, what it comes to by itself. */
    Decision(Settled settled) {
        bonds = new ArrayList<>(settled.bonds());
        verbatims = settled.verbatims();
        refused = settled.refused();
        settled.pending().forEach(this::wait);
    }

    /** What runs and what is new; may be changed while the plan is made. */
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

    /** What a VirtualIP waits for. */
    void wait(String virtualIP, List<Finding> findings) {
        pending.computeIfAbsent(virtualIP, ignored -> new ArrayList<>()).addAll(findings);
    }
}
