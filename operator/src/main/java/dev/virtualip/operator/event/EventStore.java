package dev.virtualip.operator.event;

import java.time.Instant;

/**
 * The Events in the cluster. Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException} when
 * the API server refuses or does not answer.
 */
interface EventStore {

    /** Makes an Event and returns its name. */
    String create(Told told);

    /** Says that the Event of this name has happened so often by now, the last time at this time. */
    void repeat(String name, int count, Instant last);
}
