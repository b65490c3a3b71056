package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import java.util.List;

/** Reads a change of status in tests. */
record StatusReader(StatusChange change) {

    static StatusReader in(StatusChange change) {
        return new StatusReader(change);
    }

    Condition condition(ConditionType type) {
        return change.status().conditions().stream()
                .filter(condition -> type.is(condition.type()))
                .findFirst()
                .orElseThrow();
    }

    /** Status and reason of a condition, as in {@code True/Active}. */
    String brief(ConditionType type) {
        return condition(type).status() + "/" + condition(type).reason();
    }

    String message(ConditionType type) {
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
    List<String> events() {
        return change.events().stream()
                .map(event ->
                        event.type().label() + " " + event.reason() + (event.node() == null ? "" : " " + event.node()))
                .toList();
    }
}
