package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.condition.EventReason;
import dev.virtualip.crds.v1alpha1.TransitionReason;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.PlannedMove;
import dev.virtualip.operator.status.DegradedRule.DegradedReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two statuses as events. Only the statuses count, so that a restarted operator repeats no event, and
 * one that was away reports what it missed.
 */
final class StatusDiff {
    private final StatusInput input;
    private final VirtualIPStatus next;
    private final List<VirtualIPEvent> events = new ArrayList<>();

    StatusDiff(StatusInput input, VirtualIPStatus next) {
        this.input = input;
        this.next = next;
    }

    List<VirtualIPEvent> events(List<DegradedReason> degradedReasons) {
        acceptance();
        pending();
        plannedMove();
        movement();
        degradation(degradedReasons);
        readiness();
        return events;
    }

    private void acceptance() {
        Condition before = input.before(ConditionType.ACCEPTED);
        Condition after = after(ConditionType.ACCEPTED);
        if (isTrue(after)) {
            if (before == null || !isTrue(before)) {
                normal(after.reason(), "Plan", after.message(), null);
            }
        } else if (before == null || !before.reason().equals(after.reason()) || isNewGeneration(before, after)) {
            warning(after.reason(), "Plan", after.message(), null);
        }
    }

    private static boolean isNewGeneration(Condition before, Condition after) {
        return before.observedGeneration() == null
                || !before.observedGeneration().equals(after.observedGeneration());
    }

    /** The plan waits for something, such as the release by a node that cannot be reached. */
    private void pending() {
        Condition before = input.before(ConditionType.PROGRAMMED);
        Condition after = after(ConditionType.PROGRAMMED);
        boolean pending =
                input.verdict().refusal() == null && !input.verdict().pending().isEmpty();
        if (pending && (before == null || !before.reason().equals(after.reason()))) {
            warning(after.reason(), "Plan", after.message(), null);
        }
    }

    private void plannedMove() {
        PlannedMove move = next.move();
        PlannedMove before = StatusSanitizer.plannedMove(input.previous().move());
        if (move == null || MovePhase.DONE.is(move.phase())) {
            return;
        }
        if (MovePhase.REFUSED.is(move.phase())) {
            if (before == null
                    || !MovePhase.REFUSED.is(before.phase())
                    || !before.message().equals(move.message())) {
                warning(EventReason.MOVE_REFUSED.text(), "Plan", move.message(), null);
            }
        } else if (before == null
                || !before.startedAt().equals(move.startedAt())
                || MovePhase.REFUSED.is(before.phase())) {
            String message = "Moves to %s: %s".formatted(move.to(), move.message());
            normal(EventReason.MOVE_PLANNED.text(), "Plan", message, move.to());
        }
    }

    private void movement() {
        Move move = next.lastMove();
        if (move == null || move.equals(StatusSanitizer.move(input.previous().lastMove()))) {
            return;
        }
        String reason = move.reason().isEmpty() ? "" : " (" + move.reason() + ")";
        if (move.from() == null) {
            String message = move.to() + " is the first to answer" + reason;
            normal(EventReason.ASSIGNED.text(), "Elect", message, move.to());
        } else {
            String message = "Moved from %s to %s%s%s".formatted(move.from(), move.to(), reason, cause(move));
            normal(EventReason.MOVED.text(), "TakeOver", message, move.to());
        }
    }

    private static String cause(Move move) {
        return switch (TransitionReason.of(move.reason())) {
            case PEER_TIMEOUT -> ": %s received no more advertisements from %s".formatted(move.to(), move.from());
            case PEER_STOPPED -> ": %s stopped and sent priority 0".formatted(move.from());
            case PEER_WITHDRAWN -> ": a health check withdrew %s".formatted(move.from());
            case PREEMPTING -> ": %s has the higher priority".formatted(move.to());
            case SUPERIOR_PEER -> ": %s yielded to %s".formatted(move.from(), move.to());
            case MOVE_REQUESTED -> ": %s handed over to %s".formatted(move.from(), move.to());
            case OWNER -> ": %s owns the addresses".formatted(move.to());
            case null, default -> "";
        };
    }

    private void degradation(List<DegradedReason> degradedReasons) {
        Condition before = input.before(ConditionType.DEGRADED);
        Condition after = after(ConditionType.DEGRADED);
        String messageBefore = before != null && isTrue(before) ? before.message() : "";
        List<String> taken = ConditionMessage.taken(
                degradedReasons.stream().map(DegradedReason::sentence).toList());
        for (int i = 0; i < taken.size(); i++) {
            if (!ConditionMessage.has(messageBefore, taken.get(i))) {
                DegradedReason found = degradedReasons.get(i);
                warning(found.reason(), "Watch", found.sentence(), found.node());
            }
        }
        boolean wasSplit = before != null && ConditionReason.SPLIT_BRAIN.is(before.reason());
        if (wasSplit && !ConditionReason.SPLIT_BRAIN.is(after.reason())) {
            String message = after(ConditionType.READY).message();
            normal(EventReason.SPLIT_BRAIN_ENDED.text(), "Watch", message, next.activeNode());
        } else if (before != null && isTrue(before) && ConditionStatus.FALSE.is(after.status())) {
            normal(EventReason.RECOVERED.text(), "Watch", after.message(), null);
        }
    }

    private void readiness() {
        Condition before = input.before(ConditionType.READY);
        Condition after = after(ConditionType.READY);
        String reason = after.reason();
        boolean same = before != null && before.reason().equals(reason);
        boolean hadNoActive = before != null && ConditionReason.NO_ACTIVE.is(before.reason());
        boolean lost = ConditionReason.NO_ACTIVE.is(reason) && input.wasHeld();
        if (!same && (lost || ConditionReason.ACTIVE_ELSEWHERE.is(reason))) {
            warning(reason, "Watch", after.message(), null);
        } else if (hadNoActive && StatusSanitizer.move(input.previous().lastMove()) != null && isTrue(after)) {
            normal(EventReason.ACTIVE_AGAIN.text(), "Elect", after.message(), next.activeNode());
        }
    }

    private static boolean isTrue(Condition condition) {
        return ConditionStatus.TRUE.is(condition.status());
    }

    private Condition after(ConditionType type) {
        return next.conditions().stream()
                .filter(condition -> type.is(condition.type()))
                .findFirst()
                .orElseThrow();
    }

    private void normal(String reason, String action, String message, @Nullable String node) {
        add(VirtualIPEvent.Type.NORMAL, reason, action, message, node);
    }

    private void warning(String reason, String action, String message, @Nullable String node) {
        add(VirtualIPEvent.Type.WARNING, reason, action, message, node);
    }

    private void add(VirtualIPEvent.Type type, String reason, String action, String message, @Nullable String node) {
        events.add(new VirtualIPEvent(
                node == null ? reason : reason + "/" + node,
                type,
                reason,
                action,
                ConditionMessage.bounded(message, ConditionMessage.MAX_BYTES),
                node));
    }
}
