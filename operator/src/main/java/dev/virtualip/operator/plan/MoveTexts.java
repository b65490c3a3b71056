package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.operator.plan.candidates.GroupMove;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.Verdict.Move;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the planned move of a group for each of its VirtualIPs. */
final class MoveTexts {
    /** Maximum number of VirtualIPs that a message names. */
    private static final int NAMED = 10;

    private MoveTexts() {}

    /**
     * Returns the moves by the name of the VirtualIP.
     *
     * @param moves the planned moves of the group, the one to show first
     */
    static Map<String, Move> of(RouterGroup group, List<GroupMove> moves) {
        Map<String, Move> texts = new HashMap<>();
        if (moves.isEmpty()) {
            return texts;
        }
        GroupMove move = moves.getFirst();
        String also = moves.size() == 1 ? "" : "; " + moves.getLast().message();
        for (VirtualIPRequest request : group.requests()) {
            texts.put(request.name(), text(group, move, request, move.message() + also));
        }
        return texts;
    }

    /** Returns the move of a VirtualIP that no node runs; null: none is requested. */
    static @Nullable Move ofUnplaced(VirtualIPRequest request, @Nullable Finding refusal) {
        String to = request.moveTo();
        if (to == null) {
            return null;
        }
        return refusal == null
                ? new Move(to, MovePhase.WAITING, "no node runs the VirtualIP yet")
                : new Move(to, MovePhase.REFUSED, "the VirtualIP is not accepted: " + refusal.reason());
    }

    private static Move text(RouterGroup group, GroupMove move, VirtualIPRequest request, String message) {
        String by = move.requestedBy();
        String own = request.moveTo();
        if (by != null && own != null && !own.equals(move.to())) {
            String refusal = "moves together with VirtualIP %s, whose annotation %s names %s; remove one of the two"
                    .formatted(by, ApiGroup.MOVE_TO, move.to());
            return new Move(own, MovePhase.REFUSED, refusal);
        }
        String along = along(group, request);
        String text = by == null || by.equals(request.name())
                ? message
                : "requested by VirtualIP %s: %s".formatted(by, message);
        return new Move(move.to(), move.phase(), along.isEmpty() ? text : text + "; moves along: " + along);
    }

    private static String along(RouterGroup group, VirtualIPRequest request) {
        List<String> others = group.requests().stream()
                .map(VirtualIPRequest::name)
                .filter(name -> !name.equals(request.name()))
                .sorted()
                .toList();
        String names = others.stream().limit(NAMED).collect(Collectors.joining(", "));
        return others.size() > NAMED ? "%s and %d more".formatted(names, others.size() - NAMED) : names;
    }
}
