package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import java.util.List;

/** Reads a change of status in tests. */
record Said(StatusChange change) {

    static Said in(StatusChange change) {
        return new Said(change);
    }

    Condition condition(String type) {
        return change.status().conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Status and reason of a condition, as in {@code True/Active}. */
    String brief(String type) {
        return condition(type).status() + "/" + condition(type).reason();
    }

    String message(String type) {
        return condition(type).message();
    }

    /** The nodes whose claim no longer counts in the first virtual router. */
    List<String> stale() {
        return change.status().virtualRouters().getFirst().nodes().stream()
                .filter(NodeSummary::stale)
                .map(NodeSummary::name)
                .toList();
    }

    /** Type, reason and node of what happened, as in {@code Normal Moved node-b}. */
    List<String> happenings() {
        return change.happenings().stream()
                .map(happening -> happening.type().label() + " " + happening.reason()
                        + (happening.node() == null ? "" : " " + happening.node()))
                .toList();
    }
}
