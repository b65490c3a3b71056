package dev.virtualip.operator.status.service;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.EventReason;
import dev.virtualip.operator.plan.model.ServicePlan.ServiceVerdict;
import dev.virtualip.operator.plan.model.ServiceState;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.status.VirtualIPEvent;
import dev.virtualip.operator.status.service.ServiceChange.FinalizerStep;
import dev.virtualip.operator.status.service.ServiceChange.Phase;
import dev.virtualip.operator.status.service.ServiceChange.StatusPatch;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is written into a Service. A Service that is not served any more keeps the finalizer until the nodes
 * have withdrawn its address, and at most for {@link #WITHDRAWAL_LIMIT}: longer, it would block its namespace.
 */
public final class ServiceEvaluator {
    /** The longest time for which the finalizer stays on a Service that is not served any more. */
    static final Duration WITHDRAWAL_LIMIT = Duration.ofSeconds(30);

    private final ServiceInput input;
    private final WantedService service;
    private final ServiceState state;
    private final boolean hasFinalizer;

    private ServiceEvaluator(ServiceInput input, WantedService service, ServiceState state) {
        this.input = input;
        this.service = service;
        this.state = state;
        this.hasFinalizer = service.finalizers().contains(WantedService.FINALIZER);
    }

    /** Returns the next writes into a Service. */
    public static ServiceChange next(ServiceInput input, WantedService service, ServiceState state) {
        ServiceEvaluator evaluator = new ServiceEvaluator(input, service, state);
        ServiceVerdict verdict = input.plan().services().verdicts().get(service.key());
        if (verdict != null && verdict.served() && !service.deleting()) {
            return evaluator.served(verdict);
        }
        return evaluator.hasFinalizer ? evaluator.withdrawing() : ServiceChange.none(Phase.NOT_SERVED);
    }

    private ServiceChange served(ServiceVerdict verdict) {
        ServiceView view = ServiceView.of(input, service, state, verdict);
        Condition condition = condition(view.finding());
        List<String> ingress = view.ingress();
        boolean stays = ingress.equals(state.ingress()) && !takesOver(verdict);
        StatusPatch patch = stays && Objects.equals(condition, state.condition())
                ? null
                : new StatusPatch(stays ? null : ingress, condition);
        return new ServiceChange(
                view.phase(),
                hasFinalizer ? FinalizerStep.KEEP : FinalizerStep.ADD,
                patch,
                patch == null ? List.of() : new ServiceDiff(state, condition, view).events(),
                view.nextLookAt());
    }

    /** Whether another load balancer wrote addresses that are the operator's now, as after a migration. */
    private boolean takesOver(ServiceVerdict verdict) {
        return state.foreignIngress() && verdict.addresses().containsAll(state.ingress());
    }

    /** The condition to write; what is there if nothing is known yet. */
    private @Nullable Condition condition(ServiceView.@Nullable Finding finding) {
        Condition before = state.condition();
        if (finding == null) {
            return before;
        }
        return Condition.next(
                before,
                ServiceState.CONDITION,
                finding.holds() ? ConditionStatus.TRUE : ConditionStatus.FALSE,
                finding.reason(),
                finding.message(),
                input.now().truncatedTo(ChronoUnit.SECONDS),
                state.generation());
    }

    private ServiceChange withdrawing() {
        Set<String> nodes = ServiceWithdrawal.remainingNodes(input, service);
        boolean done = nodes.isEmpty() && !ServiceWithdrawal.isDeletionPending(input, service);
        Instant start = withdrawalStart();
        Instant end = start.plus(WITHDRAWAL_LIMIT);
        if (done || !input.now().isBefore(end)) {
            return new ServiceChange(
                    Phase.WITHDRAWING, FinalizerStep.REMOVE, cleared(null), withdrawn(done, nodes), null);
        }
        return new ServiceChange(
                Phase.WITHDRAWING,
                FinalizerStep.KEEP,
                cleared(new Condition(
                        ServiceState.CONDITION,
                        ConditionStatus.FALSE.text(),
                        ConditionReason.WITHDRAWING.text(),
                        "The operator does not serve this Service any more; its address is being withdrawn from the"
                                + " nodes",
                        start.toString(),
                        state.generation())),
                List.of(),
                end);
    }

    /** When the withdrawal began, also before a restart of the operator: the condition records it. */
    private Instant withdrawalStart() {
        Condition condition = state.condition();
        if (state.deletedAt() != null) {
            return state.deletedAt();
        }
        if (condition != null
                && ConditionReason.WITHDRAWING.is(condition.reason())
                && condition.lastTransitionTime() != null) {
            try {
                return Instant.parse(condition.lastTransitionTime());
            } catch (DateTimeParseException _) {
                return input.now();
            }
        }
        return input.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The status of a Service that lives on without an address. The one of a deleted Service is not worth a write. */
    private @Nullable StatusPatch cleared(@Nullable Condition condition) {
        if (service.deleting()) {
            return null;
        }
        boolean stays = state.ingress().isEmpty() || state.foreignIngress();
        return stays && Objects.equals(condition, state.condition())
                ? null
                : new StatusPatch(stays ? null : List.of(), condition);
    }

    private List<VirtualIPEvent> withdrawn(boolean done, Set<String> nodes) {
        List<VirtualIPEvent> events = new ArrayList<>(1);
        String addresses = state.ingress().isEmpty() ? "its address" : String.join(", ", state.ingress());
        if (!done) {
            String left = nodes.isEmpty()
                    ? "the VirtualIP was not deleted"
                    : "no confirmation from %s; the agent there removes the address when it runs"
                            .formatted(String.join(", ", nodes));
            events.add(event(
                    VirtualIPEvent.Type.WARNING,
                    EventReason.WITHDRAWAL_INCOMPLETE,
                    "Released the Service after %d s without waiting longer for the withdrawal of %s: %s"
                            .formatted(WITHDRAWAL_LIMIT.toSeconds(), addresses, left)));
        } else if (!service.deleting()) {
            events.add(event(
                    VirtualIPEvent.Type.NORMAL,
                    EventReason.WITHDRAWN,
                    "The operator does not serve this Service any more; its address was withdrawn from every node"));
        }
        return events;
    }

    private static VirtualIPEvent event(VirtualIPEvent.Type type, EventReason reason, String message) {
        return new VirtualIPEvent("withdrawal", type, reason.text(), "Withdraw", message, null);
    }
}
