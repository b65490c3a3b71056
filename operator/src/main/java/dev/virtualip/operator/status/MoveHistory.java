package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.TransitionReason;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.PlannedMove;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The moves of a VirtualIP from node to node. Its virtual routers move together: the first that is seen on another node
 * makes the move, and those that follow to the same node belong to it. The first placement, and the return to the node
 * that held it last, are no moves.
 *
 * @param last the last move; null: no node has held it yet
 * @param count the number of moves; null: no node has held it yet
 */
record MoveHistory(@Nullable Move last, @Nullable Long count) {

    static MoveHistory next(VirtualIPStatus previous, List<RouterView> views) {
        MoveHistory moves = new MoveHistory(StatusSanitizer.move(previous.lastMove()), previous.moves());
        for (RouterView view : views) {
            moves = moves.with(view, previous);
        }
        return moves;
    }

    private MoveHistory with(RouterView view, VirtualIPStatus previous) {
        MemberView active = view.active();
        VirtualRouterStatus report = active == null ? null : active.report();
        if (active == null || report == null || !active.claimsActive()) {
            return this;
        }
        if (last == null) {
            return new MoveHistory(new Move(null, active.node(), report.since(), report.reason()), 0L);
        }
        RouterSummary known = previous.virtualRouters().stream()
                .filter(router -> view.family().equals(router.family()))
                .findFirst()
                .orElse(null);
        String from = known == null ? active.node() : Objects.requireNonNullElse(known.activeNode(), last.to());
        if (from.equals(active.node()) || last.to().equals(active.node())) {
            return this;
        }
        boolean claimedBefore = PreviousRouter.of(previous, view.planned()).knows(active);
        VirtualRouterStatus source = claimedBefore ? Objects.requireNonNullElse(departure(view, from), report) : report;
        boolean requested =
                TransitionReason.PEER_STOPPED.is(source.reason()) && isRequested(previous, view, from, active);
        String reason = requested ? TransitionReason.MOVE_REQUESTED.text() : source.reason();
        Move move = new Move(from, active.node(), source.since(), reason);
        return new MoveHistory(move, count == null ? 1 : count + 1);
    }

    /** Whether the node that stopped did so because of a planned move. */
    private static boolean isRequested(VirtualIPStatus previous, RouterView view, String from, MemberView active) {
        VirtualRouterStatus left = departure(view, from);
        PlannedMove move = StatusSanitizer.plannedMove(previous.move());
        boolean planned = move != null
                && active.node().equals(move.to())
                && !MovePhase.DONE.is(move.phase())
                && !MovePhase.REFUSED.is(move.phase());
        return planned || (left != null && TransitionReason.MOVE_REQUESTED.is(left.reason()));
    }

    /** A node that claimed all the time did not start the move: the node that left reports time and reason. */
    private static @Nullable VirtualRouterStatus departure(RouterView view, String from) {
        return view.members().stream()
                .filter(member -> member.node().equals(from))
                .map(MemberView::report)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
