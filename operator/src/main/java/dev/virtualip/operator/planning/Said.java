package dev.virtualip.operator.planning;

import dev.virtualip.crds.VirtualIPStatus;
import dev.virtualip.operator.status.StatusChange;
import java.time.Instant;
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
