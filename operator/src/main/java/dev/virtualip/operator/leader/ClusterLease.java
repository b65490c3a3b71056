package dev.virtualip.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/** The Lease at the API server. */
final class ClusterLease implements LeaseStore {
    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    ClusterLease(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    @Override
    public @Nullable Lease get() {
        return client.resources(Lease.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    @Override
    public Lease create(Lease lease) {
        return client.resource(lease).inNamespace(namespace).create();
    }

    @Override
    public Lease replace(Lease lease) {
        String version = lease.getMetadata().getResourceVersion();
        return client.resource(lease)
                .inNamespace(namespace)
                .lockResourceVersion(version)
                .update();
    }
}
