package dev.virtualip.operator.planloop;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import dev.virtualip.operator.status.StatusChange;
import dev.virtualip.operator.status.VirtualIPStatuses;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The updates of the statuses of VirtualIPs.
 *
 * @param changes the change of each VirtualIP from the status in the snapshot, by name
 */
public record StatusUpdates(Map<String, StatusChange> changes) {

    /** Copies the changes. */
    public StatusUpdates {
        changes = Map.copyOf(changes);
    }

    /** Evaluates the statuses of all VirtualIPs of a snapshot. */
    static StatusUpdates of(VirtualIPStatuses statuses, ClusterSnapshot snapshot, Instant now) {
        Map<String, StatusChange> changes = new HashMap<>();
        for (WantedVirtualIP virtualIP : snapshot.desired().virtualIPs()) {
            changes.put(virtualIP.name(), statuses.next(virtualIP.name(), virtualIP.status(), now));
        }
        return new StatusUpdates(changes);
    }

    /** Returns the new status of a VirtualIP; null: not known. */
    public @Nullable VirtualIPStatus status(String name) {
        StatusChange change = changes.get(name);
        return change == null ? null : change.status();
    }

    /** Returns the time at which a status may change without an event; null: never. */
    @Nullable
    Instant nextLookAt() {
        return changes.values().stream()
                .map(StatusChange::nextLookAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
