package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next status of a VirtualIP.
 *
 * @param status the status; equal to the previous one if nothing changed, and then not written
 * @param events the events since the previous status, in order; sent after the status is written
 * @param nextLookAt the time when the status changes without a new report; null: never
 */
public record StatusChange(
        VirtualIPStatus status,
        List<VirtualIPEvent> events,
        @Nullable Instant nextLookAt) {

    /** Keeps a copy of the list. */
    public StatusChange {
        events = List.copyOf(events);
    }
}
