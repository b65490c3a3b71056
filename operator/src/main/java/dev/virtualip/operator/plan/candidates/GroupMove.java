package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import org.jspecify.annotations.Nullable;

/**
 * A planned move of a group: requested by the annotation of a VirtualIP, or by the maintenance or cordon of a node.
 *
 * @param requestedBy the VirtualIP whose annotation requests it; null: a node drains
 * @param from the node that is Active; null: none is known
 * @param to the node that is to become Active; null: no node can
 * @param phase how far it is, as far as the objects show
 * @param message what it waits for, or why it is refused
 * @param ready whether the Active could be told to hand over, and the move waits only for others
 * @param activeSince since when the Active is Active, by its own clock; empty: there is none
 */
public record GroupMove(
        @Nullable String requestedBy,
        @Nullable String from,
        @Nullable String to,
        MovePhase phase,
        String message,
        boolean ready,
        String activeSince) {

    /** Whether the Active was told to hand over, and the target has not taken over yet. */
    public boolean isUnderway() {
        return phase == MovePhase.RELEASING;
    }
}
