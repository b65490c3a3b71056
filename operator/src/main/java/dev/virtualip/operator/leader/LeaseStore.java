package dev.virtualip.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The Lease in the cluster. Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException} when the
 * API server refuses or does not answer.
 */
interface LeaseStore {

    /** The Lease; null: there is none. */
    @Nullable
    Lease get();

    /** Makes it; fails if it is there already. */
    Lease create(Lease lease);

    /** Replaces it; fails if it is no longer the one whose resource version the argument carries. */
    Lease replace(Lease lease);
}
