package dev.virtualip.crds.report;

import dev.virtualip.crds.v1alpha1.TransitionReason;
import org.jspecify.annotations.Nullable;

/** Explains in a sentence why a node became Active. */
public final class ReasonText {
    private ReasonText() {}

    /**
     * Returns the sentence, without its full stop.
     *
     * @param from the node that was Active before; null: none, or not known
     * @param to the node that became Active
     */
    public static String ofMove(@Nullable String from, String to, @Nullable String reason) {
        String before = from == null ? "the Active before" : from;
        return switch (TransitionReason.of(reason)) {
            case PEER_TIMEOUT ->
                from == null
                        ? "no other node was Active"
                        : "%s received no more advertisements from %s".formatted(to, from);
            case PEER_STOPPED -> "%s stopped and sent priority 0".formatted(before);
            case PEER_WITHDRAWN -> "a health check withdrew %s".formatted(before);
            case PREEMPTING -> "%s has the higher priority and preempted %s".formatted(to, before);
            case SUPERIOR_PEER -> "%s yielded to %s".formatted(before, to);
            case MOVE_REQUESTED -> "a planned move: %s handed over to %s".formatted(before, to);
            case OWNER -> "%s owns the addresses".formatted(to);
            case GROUP_MEMBER -> "it follows another member of its move group";
            case STARTED -> "%s started".formatted(to);
            case CONFIG_CHANGED -> "the configuration changed";
            case HEALTH_CHECK_FAILED -> "a health check failed";
            case LINK_DOWN -> "the interface was down";
            case ADDRESS_MISSING -> "the interface had no address to send from";
            case ADDRESS_STOLEN -> "another program removed the addresses";
            case PAUSED -> "the host or the agent was suspended";
            case STOPPED -> "the agent stopped";
            case null -> reason == null || reason.isEmpty() ? "the reason is not known" : reason;
        };
    }
}
