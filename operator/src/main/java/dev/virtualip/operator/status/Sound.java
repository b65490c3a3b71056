package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What others wrote, made fit to be worked with. A status is JSON, and whoever may write it can leave things out: one
 * bad agent, or one hand in a status, must not keep the operator from speaking of all the rest.
 */
final class Sound {
    private Sound() {}

    /** A condition of a status; null: it does not have it, or not whole. */
    static @Nullable Condition condition(VirtualIPStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> isWhole(condition) && condition.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    /** An agent's report without gaps; null: it does not say the state, so it says nothing. */
    static @Nullable VirtualRouterStatus report(@Nullable VirtualRouterStatus report) {
        if (report == null || report.state() == null) {
            return null;
        }
        boolean whole = report.since() != null
                && report.reason() != null
                && report.conditions().stream().allMatch(Sound::isWhole);
        return whole
                ? report
                : new VirtualRouterStatus(
                        report.name(),
                        report.interfaceName(),
                        report.virtualRouterID(),
                        report.addresses(),
                        report.state(),
                        report.priority(),
                        report.activeRouter(),
                        report.otherActiveRouter(),
                        report.previousActiveRouter(),
                        report.sourceAddress(),
                        Objects.requireNonNullElse(report.since(), ""),
                        Objects.requireNonNullElse(report.reason(), ""),
                        report.transitions(),
                        report.addressLifetime(),
                        report.healthChecks(),
                        report.conditions().stream().filter(Sound::isWhole).toList());
    }

    /** Whether a condition says why, and what. */
    static boolean isWhole(Condition condition) {
        return condition.type() != null
                && condition.status() != null
                && condition.reason() != null
                && condition.message() != null;
    }

    /** A move that names where to, when and why; null: there is none. */
    static @Nullable Move move(@Nullable Move move) {
        return move == null || move.to() == null || move.time() == null || move.reason() == null ? null : move;
    }
}
