package dev.virtualip.operator.planloop;

import dev.virtualip.crds.VirtualIPStatus;
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
 * What is to be statusUpdates of the VirtualIPs.
 *
 * @param changes of each, by its name, from the status that the plan was made from
 */
public record StatusUpdates(Map<String, StatusChange> changes) {

    /** Keeps a copy. */
    public StatusUpdates {
        changes = Map.copyOf(changes);
    }

    /** What is to be statusUpdates of every VirtualIP in the snapshot. */
    static StatusUpdates of(VirtualIPStatuses statuses, ClusterSnapshot snapshot, Instant now) {
        Map<String, StatusChange> changes = new HashMap<>();
        for (WantedVirtualIP virtualIP : snapshot.desired().virtualIPs()) {
            changes.put(virtualIP.name(), statuses.next(virtualIP.name(), virtualIP.status(), now));
        }
        return new StatusUpdates(changes);
    }

    /** The status of a VirtualIP; null: nothing is known of it. */
    public @Nullable VirtualIPStatus status(String name) {
        StatusChange change = changes.get(name);
        return change == null ? null : change.status();
    }

    /** When time alone will change it; null: never. */
    @Nullable
    Instant nextLookAt() {
        return changes.values().stream()
                .map(StatusChange::nextLookAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
