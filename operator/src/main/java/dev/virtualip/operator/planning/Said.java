package dev.virtualip.operator.planning;

import dev.virtualip.crds.VirtualIPStatus;
import dev.virtualip.operator.observe.Picture;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import dev.virtualip.operator.status.StatusChange;
import dev.virtualip.operator.status.VirtualIPStatuses;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of the VirtualIPs.
 *
 * @param changes of each, by its name, from the status that the plan was made from
 */
public record Said(Map<String, StatusChange> changes) {

    /** Keeps a copy. */
    public Said {
        changes = Map.copyOf(changes);
    }

    /** What is to be said of every VirtualIP in the picture. */
    static Said of(VirtualIPStatuses statuses, Picture picture, Instant now) {
        Map<String, StatusChange> changes = new HashMap<>();
        for (WantedVirtualIP virtualIP : picture.desired().virtualIPs()) {
            changes.put(virtualIP.name(), statuses.next(virtualIP.name(), virtualIP.status(), now));
        }
        return new Said(changes);
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
