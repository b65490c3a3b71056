package dev.virtualip.operator.plan.model;

import dev.virtualip.crds.condition.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a Service that the operator writes, as they are now.
 *
 * @param generation the generation of its spec; null: this Kubernetes counts none for Services
 * @param deletedAt when its deletion was requested; null: it is not being deleted
 * @param condition the operator's condition; null: none
 * @param ingress the addresses and names in its status
 * @param foreignIngress whether somebody else wrote them
 */
public record ServiceState(
        @Nullable Long generation,
        @Nullable Instant deletedAt,
        @Nullable Condition condition,
        List<String> ingress,
        boolean foreignIngress) {

    /** The type of the operator's condition. */
    public static final String CONDITION = "virtualip.dev/Ready";

    /** A Service into which nothing was written yet. */
    public static final ServiceState NEW = new ServiceState(null, null, null, List.of(), false);

    /** Copies the list. */
    public ServiceState {
        ingress = List.copyOf(ingress);
    }
}
