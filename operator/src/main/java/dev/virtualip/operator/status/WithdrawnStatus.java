package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The last status of a VirtualIP before an uninstall, after which no operator corrects it any more. Virtual Router ID,
 * nodes and moves stay, so that a reinstalled operator restores the same placement.
 */
public final class WithdrawnStatus {
    private static final String REMEDY =
            "virtualip-operator was uninstalled; install it again or delete this VirtualIP";

    private WithdrawnStatus() {}

    /**
     * The status of a VirtualIP that was withdrawn from all nodes.
     *
     * @param last the status before
     * @param unconfirmed the nodes that have not confirmed the withdrawal
     * @param now the time, for the transition times of conditions
     */
    public static VirtualIPStatus of(VirtualIPStatus last, List<String> unconfirmed, Instant now) {
        return new VirtualIPStatus(
                last.observedGeneration(),
                conditions(last, unconfirmed, now),
                last.effective(),
                null,
                null,
                last.virtualRouterID(),
                last.addresses(),
                last.answeredAddresses(),
                last.addressSummary(),
                null,
                last.virtualRouters().stream().map(WithdrawnStatus::router).toList(),
                last.lastMove(),
                null,
                last.moves());
    }

    private static List<Condition> conditions(VirtualIPStatus last, List<String> unconfirmed, Instant now) {
        String exception = unconfirmed.isEmpty() ? "" : ", but not confirmed by " + String.join(", ", unconfirmed);
        List<Condition> conditions = new ArrayList<>();
        Condition accepted = StatusSanitizer.condition(last, ConditionType.ACCEPTED);
        if (accepted != null) {
            conditions.add(accepted);
        }
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        conditions.add(no(last, ConditionType.PROGRAMMED, "Withdrawn from all nodes" + exception, moment));
        conditions.add(no(last, ConditionType.READY, "No node answers: " + REMEDY, moment));
        conditions.add(no(last, ConditionType.DEGRADED, "No node runs this VirtualIP", moment));
        return conditions;
    }

    private static Condition no(VirtualIPStatus last, ConditionType type, String message, Instant moment) {
        return ConditionResult.no(ConditionReason.WITHDRAWN, message)
                .toCondition(type, StatusSanitizer.condition(last, type), moment, last.observedGeneration());
    }

    private static RouterSummary router(RouterSummary last) {
        return new RouterSummary(
                last.name(),
                last.family(),
                last.virtualRouterID(),
                null,
                last.sharedWith(),
                last.nodes().stream().map(WithdrawnStatus::node).toList());
    }

    private static NodeSummary node(NodeSummary last) {
        return new NodeSummary(
                last.name(),
                last.interfaceName(),
                last.vrrpInterface(),
                null,
                last.priority(),
                null,
                null,
                false,
                List.of());
    }
}
