package dev.virtualip.operator.status.service;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.operator.status.VirtualIPEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next writes into a Service.
 *
 * @param phase how far the Service is
 * @param finalizer whether the finalizer is added, removed or left as it is
 * @param status the parts of the status to write; null: none differs
 * @param events the Events to publish once these writes are done
 * @param nextLookAt the time when something changes without a new report; null: never
 */
public record ServiceChange(
        Phase phase,
        FinalizerStep finalizer,
        @Nullable StatusPatch status,
        List<VirtualIPEvent> events,
        @Nullable Instant nextLookAt) {

    /** Copies the list. */
    public ServiceChange {
        events = List.copyOf(events);
    }

    /** A Service into which nothing is written. */
    static ServiceChange none(Phase phase) {
        return new ServiceChange(phase, FinalizerStep.KEEP, null, List.of(), null);
    }

    /** Whether there is anything to write. */
    public boolean isEmpty() {
        return finalizer == FinalizerStep.KEEP && status == null;
    }

    /** Progress of a Service. */
    public enum Phase {
        /** The operator does not serve it. */
        NOT_SERVED,
        /** It gets no address, or may lose what it has; its condition shows the reason. */
        REFUSED,
        /** Its address does not answer yet. */
        PENDING,
        /** It has its addresses. */
        ASSIGNED,
        /** Its address is being withdrawn from the nodes. */
        WITHDRAWING
    }

    /** A change of the finalizer. */
    public enum FinalizerStep {
        /** It stays as it is. */
        KEEP,
        /** It is added, before anything else is written. */
        ADD,
        /** It is removed, after everything else was written. */
        REMOVE
    }

    /**
     * The parts of a status to write.
     *
     * @param ingress all addresses of the Service; null: they stay as they are
     * @param condition the operator's condition; null: it is removed
     */
    public record StatusPatch(
            @Nullable List<String> ingress, @Nullable Condition condition) {

        /** Copies the list. */
        public StatusPatch {
            ingress = ingress == null ? null : List.copyOf(ingress);
        }
    }
}
