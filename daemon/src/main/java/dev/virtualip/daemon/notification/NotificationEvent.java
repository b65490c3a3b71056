package dev.virtualip.daemon.notification;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event to notify people of, in words that somebody understands who was woken by it.
 *
 * @param kind its kind
 * @param time when it happened
 * @param host the node that it happened on
 * @param virtualIP the name of the VirtualIP, or of the virtual router where no VirtualIP is known
 * @param addresses the addresses it is about, at most 16
 * @param details further names, such as virtual router, interface and Virtual Router ID; may be empty
 * @param summary the event in one sentence, without a full stop
 * @param previous the state before and since when; null: not known
 * @param reason the reason in one word, as in statuses and metrics; null: none
 * @param cause the reason as a sentence
 * @param advice what to do
 */
public record NotificationEvent(
        Event kind,
        Instant time,
        String host,
        String virtualIP,
        List<String> addresses,
        String details,
        String summary,
        @Nullable Previous previous,
        @Nullable String reason,
        String cause,
        String advice) {

    /** How many addresses an event lists. */
    public static final int MAX_ADDRESSES = 16;

    /** Keeps a bounded copy of the list. */
    public NotificationEvent {
        addresses = addresses.stream().limit(MAX_ADDRESSES).toList();
    }

    /**
     * State before an event.
     *
     * @param state the state
     * @param since when it began; null: not known
     */
    public record Previous(String state, @Nullable Instant since) {}
}
