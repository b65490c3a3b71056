package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a VirtualIP came to where it is. Its virtual routers go together: whichever is seen on another node first makes
 * the move, and those that follow to the same node belong to it. The first placement, and the way back to the node that
 * held it last, are no moves.
 *
 * @param last the last move; null: no node has held it yet
 * @param count how often it moved from one node to another; null: no node has held it yet
 */
record Moves(@Nullable Move last, @Nullable Long count) {

    static Moves next(VirtualIPStatus previous, List<Sight> sights) {
        Moves moves = new Moves(Sound.move(previous.lastMove()), previous.moves());
        for (Sight sight : sights) {
            moves = moves.with(sight, previous);
        }
        return moves;
    }

    private Moves with(Sight sight, VirtualIPStatus previous) {
        Part active = sight.active();
        VirtualRouterStatus report = active == null ? null : active.report();
        if (active == null || report == null || !active.claims()) {
            return this;
        }
        if (last == null) {
            return new Moves(new Move(null, active.node(), report.since(), report.reason()), 0L);
        }
        RouterSummary known = previous.virtualRouters().stream()
                .filter(router -> sight.family().equals(router.family()))
                .findFirst()
                .orElse(null);
        String from = known == null ? active.node() : Objects.requireNonNullElse(known.activeNode(), last.to());
        if (from.equals(active.node()) || last.to().equals(active.node())) {
            return this;
        }
        boolean claimedBefore = Memory.of(previous, sight.planned()).knows(active);
        VirtualRouterStatus told = claimedBefore ? Objects.requireNonNullElse(departure(sight, from), report) : report;
        Move move = new Move(from, active.node(), told.since(), told.reason());
        return new Moves(move, count == null ? 1 : count + 1);
    }

    /** Who claimed all the time has not moved: the other one has left, and says when and why. */
    private static @Nullable VirtualRouterStatus departure(Sight sight, String from) {
        return sight.parts().stream()
                .filter(part -> part.node().equals(from))
                .map(Part::report)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
