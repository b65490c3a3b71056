package dev.virtualip.operator.install;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/** The definitions at the API server. */
final class ClusterDefinitions implements DefinitionStore {
    private static final String FIELD_MANAGER = "virtualip-operator";
    private static final String API_VERSION = "apiextensions.k8s.io/v1";
    private static final String KIND = "CustomResourceDefinition";

    private final KubernetesClient client;

    ClusterDefinitions(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public @Nullable Definition get(String name) {
        GenericKubernetesResource found = client.genericKubernetesResources(API_VERSION, KIND)
                .withName(name)
                .get();
        return found == null ? null : new Definition(found);
    }

    @Override
    public void create(Definition definition) {
        client.genericKubernetesResources(API_VERSION, KIND)
                .resource(copy(definition, null))
                .create();
    }

    @Override
    public void apply(Definition definition, String resourceVersion) {
        client.genericKubernetesResources(API_VERSION, KIND)
                .resource(copy(definition, resourceVersion))
                .fieldManager(FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    private GenericKubernetesResource copy(Definition definition, @Nullable String resourceVersion) {
        GenericKubernetesResource copy = client.getKubernetesSerialization().clone(definition.document());
        copy.getMetadata().setResourceVersion(resourceVersion);
        return copy;
    }
}
