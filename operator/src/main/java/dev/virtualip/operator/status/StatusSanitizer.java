package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.PlannedMove;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sanitizes statuses read from the API server, so that one malformed entry cannot stop the evaluation of all others. A
 * status is JSON, and its writer can leave out any field.
 */
final class StatusSanitizer {
    private StatusSanitizer() {}

    /** A condition of a status; null: it is missing or incomplete. */
    static @Nullable Condition condition(VirtualIPStatus status, ConditionType type) {
        return status.conditions().stream()
                .filter(condition -> isComplete(condition) && type.is(condition.type()))
                .findFirst()
                .orElse(null);
    }

    /** An agent's report with missing fields filled in; null: it has no state. */
    static @Nullable VirtualRouterStatus report(@Nullable VirtualRouterStatus report) {
        if (report == null || report.state() == null) {
            return null;
        }
        boolean complete = report.since() != null
                && report.reason() != null
                && report.conditions().stream().allMatch(StatusSanitizer::isComplete);
        return complete
                ? report
                : new VirtualRouterStatus(
                        report.name(),
                        report.interfaceName(),
                        report.vrrpInterface(),
                        report.virtualRouterID(),
                        report.addresses(),
                        report.state(),
                        report.priority(),
                        report.effectivePriority(),
                        report.activeRouter(),
                        report.otherActiveRouter(),
                        report.previousActiveRouter(),
                        report.sourceAddress(),
                        Objects.requireNonNullElse(report.since(), ""),
                        Objects.requireNonNullElse(report.reason(), ""),
                        report.transitions(),
                        report.addressLifetime(),
                        report.healthChecks(),
                        report.addressesInUse(),
                        report.conditions().stream()
                                .filter(StatusSanitizer::isComplete)
                                .toList());
    }

    /** Whether a condition has type, status, reason and message. */
    static boolean isComplete(Condition condition) {
        return condition.type() != null
                && condition.status() != null
                && condition.reason() != null
                && condition.message() != null;
    }

    /** A move with target, time and reason; null: there is none. */
    static @Nullable Move move(@Nullable Move move) {
        return move == null || move.to() == null || move.time() == null || move.reason() == null ? null : move;
    }

    /** A planned move with phase, time and message; null: there is none. */
    static @Nullable PlannedMove plannedMove(@Nullable PlannedMove move) {
        return move == null || move.phase() == null || move.startedAt() == null || move.message() == null ? null : move;
    }
}
