package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.TransitionReason;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus.HealthCheckStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as a member of a virtual router, as far as it is known.
 *
 * @param node its name
 * @param interfaceName the interface on the node
 * @param priority its planned priority
 * @param candidate whether the plan has it as a candidate; otherwise it is a former one that has not confirmed yet that
 *     it released the router
 * @param report the last report of its agent about this virtual router; null: none
 * @param silenceCause the reason why the report may be out of date; null: it is current
 * @param pending what the node still has to carry out; null: it runs what the plan says
 */
record MemberView(
        String node,
        String interfaceName,
        int priority,
        boolean candidate,
        @Nullable VirtualRouterStatus report,
        @Nullable String silenceCause,
        @Nullable PendingGeneration pending) {

    /**
     * A change that a node has not carried out yet.
     *
     * @param text the cause, for a person
     * @param agents whether its agent has to act; otherwise the operator has to write the object first
     * @param elsewhere whether the agent reports this virtual router as planned, so that it is probably another virtual
     *     router of the node that is behind
     */
    record PendingGeneration(String text, boolean agents, boolean elsewhere) {}

    /** Whether its agent reported this state last. */
    boolean is(RouterState state) {
        return report != null && state.is(report.state());
    }

    /** Whether its agent reported last that it is Active. */
    boolean claimsActive() {
        return is(RouterState.ACTIVE);
    }

    /** Whether its agent has reported, and nothing suggests that the report is out of date. */
    boolean reporting() {
        return report != null && silenceCause == null;
    }

    /** Whether it could hold the addresses if the other members failed. */
    boolean healthy() {
        boolean ready = is(RouterState.BACKUP) || claimsActive() || (is(RouterState.RELEASING) && !stopped());
        return candidate && reporting() && ready && !withdrawn() && condition(ConditionReason.ADDRESS_IN_USE) == null;
    }

    /** Whether a failed health check withdraws it: it holds the addresses only if no other node does. */
    boolean withdrawn() {
        return report != null && report.priority() > 1 && report.effectivePriorityOrDefault() == 1;
    }

    /** Its failed health checks; empty if its report may be out of date. */
    List<HealthCheckStatus> failedHealthChecks() {
        return report == null || silenceCause != null
                ? List.of()
                : report.healthChecks().stream()
                        .filter(check -> Boolean.FALSE.equals(check.healthy()))
                        .toList();
    }

    /** Whether its agent was stopped. */
    boolean stopped() {
        return entered(TransitionReason.STOPPED);
    }

    /** Whether it entered its state for this reason. */
    boolean entered(TransitionReason reason) {
        return report != null && reason.is(report.reason());
    }

    /** The time when its state began, by its own clock. */
    Instant since() {
        try {
            return report == null ? Instant.EPOCH : Instant.parse(report.since());
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }

    /** The address that it sends from; null: unknown. */
    @Nullable
    String source() {
        return report == null ? null : report.sourceAddress();
    }

    /** Whether it reports that it took over from another member. */
    boolean tookOverFrom(MemberView other) {
        return claimsActive() && report != null && same(report.previousActiveRouter(), other.source());
    }

    /** Whether it is Active and receives advertisements of another member. */
    boolean receives(MemberView other) {
        return claimsActive() && report != null && same(report.otherActiveRouter(), other.source());
    }

    /** Whether it is a Backup of another member, whose advertisements it receives. */
    boolean follows(MemberView other) {
        return reporting() && is(RouterState.BACKUP) && report != null && same(report.activeRouter(), other.source());
    }

    private static boolean same(@Nullable String address, @Nullable String source) {
        return address != null && address.equals(source);
    }

    /** The condition with this reason in its report; null: none. */
    @Nullable
    Condition condition(ConditionReason reason) {
        if (report != null) {
            for (Condition condition : report.conditions()) {
                if (reason.is(condition.reason())) {
                    return condition;
                }
            }
        }
        return null;
    }

    /** Its name, and the address that it sends from. */
    String described() {
        return source() == null ? node : node + " (" + source() + ")";
    }
}
