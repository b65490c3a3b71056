package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened between two statuses. Nothing but the two is looked at, so that an operator that starts again tells
 * nothing twice, and one that was away tells what it missed.
 */
final class Telling {
    private final Situation situation;
    private final VirtualIPStatus next;
    private final List<Happening> happenings = new ArrayList<>();

    Telling(Situation situation, VirtualIPStatus next) {
        this.situation = situation;
        this.next = next;
    }

    List<Happening> all(List<Trouble> troubles) {
        acceptance();
        pending();
        movement();
        troubles(troubles);
        readiness();
        return happenings;
    }

    private void acceptance() {
        Condition before = situation.before(Words.ACCEPTED);
        Condition after = after(Words.ACCEPTED);
        if (after.status().equals(Judgement.TRUE)) {
            if (before == null || !before.status().equals(Judgement.TRUE)) {
                tell(Happening.Type.NORMAL, after.reason(), "Plan", after.message(), null);
            }
        } else if (before == null || !before.reason().equals(after.reason()) || isNewGeneration(before, after)) {
            tell(Happening.Type.WARNING, after.reason(), "Plan", after.message(), null);
        }
    }

    private static boolean isNewGeneration(Condition before, Condition after) {
        return before.observedGeneration() == null
                || !before.observedGeneration().equals(after.observedGeneration());
    }

    /** Something has to happen first, such as a release by a node that cannot be reached. */
    private void pending() {
        Condition before = situation.before(Words.PROGRAMMED);
        Condition after = after(Words.PROGRAMMED);
        boolean pending = situation.verdict().refusal() == null
                && !situation.verdict().pending().isEmpty();
        if (pending && (before == null || !before.reason().equals(after.reason()))) {
            tell(Happening.Type.WARNING, after.reason(), "Plan", after.message(), null);
        }
    }

    private void movement() {
        Move move = next.lastMove();
        if (move == null || move.equals(Sound.move(situation.previous().lastMove()))) {
            return;
        }
        String reason = move.reason().isEmpty() ? "" : " (" + move.reason() + ")";
        if (move.from() == null) {
            tell(Happening.Type.NORMAL, "Assigned", "Elect", move.to() + " is the first to answer" + reason, move.to());
        } else {
            tell(
                    Happening.Type.NORMAL,
                    "Moved",
                    "TakeOver",
                    "from %s to %s%s%s".formatted(move.from(), move.to(), reason, how(move)),
                    move.to());
        }
    }

    private static String how(Move move) {
        return switch (move.reason()) {
            case "PeerTimeout" -> ": %s no longer heard %s".formatted(move.to(), move.from());
            case "PeerStopped" -> ": %s said that it leaves".formatted(move.from());
            case "PeerWithdrawn" -> ": a health check withdrew %s".formatted(move.from());
            case "Preempting" -> ": %s has the higher priority".formatted(move.to());
            case "SuperiorPeer" -> ": %s yielded to %s".formatted(move.from(), move.to());
            case "Owner" -> ": %s owns the addresses".formatted(move.to());
            default -> "";
        };
    }

    private void troubles(List<Trouble> troubles) {
        Condition before = situation.before(Words.DEGRADED);
        String said = before == null || !before.status().equals(Judgement.TRUE) ? "" : before.message();
        List<String> sentences = troubles.stream().map(Trouble::sentence).toList();
        int room = Sentences.taken(sentences).size();
        for (int i = 0; i < room; i++) {
            Trouble trouble = troubles.get(i);
            if (!Sentences.has(said, Sentences.taken(sentences).get(i))) {
                tell(Happening.Type.WARNING, trouble.reason(), "Watch", trouble.sentence(), trouble.node());
            }
        }
        boolean wasSplit = before != null && before.reason().equals(Words.SPLIT_BRAIN);
        if (wasSplit && !after(Words.DEGRADED).reason().equals(Words.SPLIT_BRAIN)) {
            tell(
                    Happening.Type.NORMAL,
                    "SplitBrainEnded",
                    "Watch",
                    after(Words.READY).message(),
                    next.activeNode());
        } else if (before != null
                && before.status().equals(Judgement.TRUE)
                && after(Words.DEGRADED).status().equals(Judgement.FALSE)) {
            tell(
                    Happening.Type.NORMAL,
                    "Recovered",
                    "Watch",
                    after(Words.DEGRADED).message(),
                    null);
        }
    }

    private void readiness() {
        Condition before = situation.before(Words.READY);
        Condition after = after(Words.READY);
        String reason = after.reason();
        boolean same = before != null && before.reason().equals(reason);
        boolean wasNobody = before != null && before.reason().equals(Words.NO_ACTIVE);
        boolean missed = reason.equals(Words.NO_ACTIVE) && situation.wasHeld();
        if (!same && (missed || reason.equals(Words.ACTIVE_ELSEWHERE))) {
            tell(Happening.Type.WARNING, reason, "Watch", after.message(), null);
        } else if (wasNobody
                && Sound.move(situation.previous().lastMove()) != null
                && after.status().equals(Judgement.TRUE)) {
            tell(Happening.Type.NORMAL, "ActiveAgain", "Elect", after.message(), next.activeNode());
        }
    }

    private Condition after(String type) {
        return next.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private void tell(Happening.Type type, String reason, String action, String message, @Nullable String node) {
        happenings.add(new Happening(
                node == null ? reason : reason + "/" + node,
                type,
                reason,
                action,
                Sentences.bounded(message, Sentences.MAX_BYTES),
                node));
    }
}
