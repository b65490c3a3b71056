package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next status of a VirtualIP.
 *
 * @param status what is so; equal to what was said last if nothing changed: nothing is written then
 * @param happenings what happened since, in order; told after the status is written
 * @param nextLookAt when time alone will change it; null: never
 */
public record StatusChange(
        VirtualIPStatus status,
        List<Happening> happenings,
        @Nullable Instant nextLookAt) {

    /** Keeps a copy of the list. */
    public StatusChange {
        happenings = List.copyOf(happenings);
    }
}
