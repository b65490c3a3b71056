package dev.virtualip.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/**
 * The Lease in the cluster. Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException} when the
 * API server refuses or does not answer.
 *
 * <p>An interface although it has one implementation: the tests of the election simulate days of renewals and failures,
 * which would take minutes over HTTP.
 */
interface LeaseStore {

    /** Reads the Lease; null: it does not exist. */
    @Nullable
    Lease get();

    /** Creates the Lease; fails if it exists. */
    Lease create(Lease lease);

    /** Replaces the Lease; fails if its resource version is not the one of the argument. */
    Lease replace(Lease lease);

    /** The Lease that an identity names, at the API server. */
    static LeaseStore of(KubernetesClient client, LeaseIdentity id) {
        return new LeaseStore() {
            @Override
            public @Nullable Lease get() {
                return client.resources(Lease.class)
                        .inNamespace(id.namespace())
                        .withName(id.name())
                        .get();
            }

            @Override
            public Lease create(Lease lease) {
                return client.resource(lease).inNamespace(id.namespace()).create();
            }

            @Override
            public Lease replace(Lease lease) {
                return client.resource(lease)
                        .inNamespace(id.namespace())
                        .lockResourceVersion(lease.getMetadata().getResourceVersion())
                        .update();
            }
        };
    }
}
