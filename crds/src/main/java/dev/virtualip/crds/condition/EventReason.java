package dev.virtualip.crds.condition;

import org.jspecify.annotations.Nullable;

/** Reasons of Events that are not about a condition; the others have the reason of their condition. */
public enum EventReason {
    /** A node became Active for the first time. */
    ASSIGNED("Assigned"),
    /** Another node became Active. */
    MOVED("Moved"),
    /** A planned move begins. */
    MOVE_PLANNED("MovePlanned"),
    /** A planned move is not safe or not possible. */
    MOVE_REFUSED("MoveRefused"),
    /** A node in maintenance, or cordoned, holds no address any more. */
    DRAINED("Drained"),
    /** Addresses stay on a node in maintenance, or cordoned, because no other node can take them. */
    DRAIN_BLOCKED("DrainBlocked"),
    /** No address could be allocated for a Service. */
    ALLOCATION_FAILED("AllocationFailed"),
    /** The address of a Service that is not served any more was withdrawn from every node. */
    WITHDRAWN("Withdrawn"),
    /** A Service was released although a node has not confirmed that it removed the address. */
    WITHDRAWAL_INCOMPLETE("WithdrawalIncomplete"),
    /** A node is Active after a time without one. */
    ACTIVE_AGAIN("ActiveAgain"),
    /** Nothing is wrong any more. */
    RECOVERED("Recovered"),
    /** Only one node is Active again. */
    SPLIT_BRAIN_ENDED("SplitBrainEnded"),
    /** The operator created a deleted definition again. */
    DEFINITION_RESTORED("DefinitionRestored");

    private final String text;

    EventReason(String text) {
        this.text = text;
    }

    /** The text that the API shows. */
    public String text() {
        return text;
    }

    /** Whether an Event has this reason. */
    public boolean is(@Nullable String other) {
        return text.equals(other);
    }
}
