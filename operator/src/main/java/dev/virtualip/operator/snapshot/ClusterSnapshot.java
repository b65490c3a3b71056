package dev.virtualip.operator.snapshot;

import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.ServiceState;
import java.util.Map;

/**
 * The wanted and the observed state of the cluster at one moment.
 *
 * @param desired the wanted state
 * @param observed the observed state
 * @param services what the operator wrote into each Service before, by {@code namespace/name}
 */
public record ClusterSnapshot(Desired desired, Observed observed, Map<String, ServiceState> services) {

    /** Copies the map. */
    public ClusterSnapshot {
        services = Map.copyOf(services);
    }

    /** A snapshot without Services. */
    public ClusterSnapshot(Desired desired, Observed observed) {
        this(desired, observed, Map.of());
    }

    /** Returns what the operator wrote into a Service. */
    public ServiceState service(String key) {
        return services.getOrDefault(key, ServiceState.NEW);
    }
}
