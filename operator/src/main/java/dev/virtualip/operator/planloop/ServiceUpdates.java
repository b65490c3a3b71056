package dev.virtualip.operator.planloop;

import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import dev.virtualip.operator.status.service.ServiceChange;
import dev.virtualip.operator.status.service.ServiceEvaluator;
import dev.virtualip.operator.status.service.ServiceInput;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The writes into Services.
 *
 * @param changes what is written into each Service of the snapshot, by {@code namespace/name}
 * @param seen the Services of the snapshot, by {@code namespace/name}
 */
public record ServiceUpdates(Map<String, ServiceChange> changes, Map<String, WantedService> seen) {

    /** Copies the maps. */
    public ServiceUpdates {
        changes = Map.copyOf(changes);
        seen = Map.copyOf(seen);
    }

    /** Evaluates all Services of a snapshot. */
    static ServiceUpdates of(Plan plan, ClusterSnapshot snapshot, StatusUpdates statuses, Instant now) {
        Map<String, WantedService> seen = snapshot.desired().services().services().stream()
                .collect(Collectors.toMap(WantedService::key, Function.identity()));
        if (seen.isEmpty()) {
            return new ServiceUpdates(Map.of(), Map.of());
        }
        ServiceInput input = new ServiceInput(
                plan,
                snapshot.desired().virtualIPs().stream()
                        .collect(Collectors.toMap(virtualIP -> virtualIP.name(), Function.identity())),
                snapshot.observed().routers(),
                statuses::status,
                now);
        Map<String, ServiceChange> changes = HashMap.newHashMap(seen.size());
        seen.forEach((key, service) -> changes.put(key, ServiceEvaluator.next(input, service, snapshot.service(key))));
        return new ServiceUpdates(changes, seen);
    }

    /** Returns what is written into a Service; null: not known. */
    public @Nullable ServiceChange change(String key) {
        return changes.get(key);
    }

    /** Returns the time at which something may change without an event; null: never. */
    @Nullable
    Instant nextLookAt() {
        return changes.values().stream()
                .map(ServiceChange::nextLookAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
