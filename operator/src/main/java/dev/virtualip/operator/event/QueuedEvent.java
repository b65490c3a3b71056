package dev.virtualip.operator.event;

import dev.virtualip.operator.status.VirtualIPEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits to be sent.
 *
 * @param subject the object that it is about
 * @param related another object that it concerns; null: none
 * @param event the event
 * @param time the time of its occurrence
 */
record QueuedEvent(EventSubject subject, @Nullable EventSubject related, VirtualIPEvent event, Instant time) {

    /** The key of its series: events with equal keys become one Event with a count. */
    String key() {
        return String.join("|", subject.uid(), event.key(), event.reason(), event.message());
    }
}
