package dev.virtualip.operator.install;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/**
 * The definitions in the cluster. Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException}
 * when the API server refuses or does not answer.
 *
 * <p>An interface although it has one implementation: the tests of the installer simulate writes of other replicas
 * between a read and a write, and rights that are missing.
 */
interface DefinitionStore {

    /** Reads the definition of this name; null: it does not exist. */
    @Nullable
    Definition get(String name);

    /** Creates a definition; fails if it exists. */
    void create(Definition definition);

    /**
     * Applies a definition: its fields are set and owned, fields that it does not name stay.
     *
     * @param definition the definition
     * @param resourceVersion the version to replace; fails if the one in the cluster is another
     */
    void apply(Definition definition, String resourceVersion);

    /** The definitions at the API server. */
    static DefinitionStore of(KubernetesClient client) {
        return new DefinitionClient(client);
    }

    /** The implementation with the client. */
    final class DefinitionClient implements DefinitionStore {
        private static final String FIELD_MANAGER = "virtualip-operator";
        private static final String API_VERSION = "apiextensions.k8s.io/v1";
        private static final String KIND = "CustomResourceDefinition";

        private final KubernetesClient client;

        private DefinitionClient(KubernetesClient client) {
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
}
