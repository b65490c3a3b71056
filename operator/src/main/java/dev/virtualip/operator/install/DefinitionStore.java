package dev.virtualip.operator.install;

import org.jspecify.annotations.Nullable;

/**
 * The definitions in the cluster. Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException}
 * when the API server refuses or does not answer.
 */
interface DefinitionStore {

    /** The definition of this name; null: there is none. */
    @Nullable
    Definition get(String name);

    /** Makes a definition that was not there; fails if it is there by now. */
    void create(Definition definition);

    /**
     * Brings a definition to what the document says: its fields become ours, fields that it does not name stay.
     *
     * @param definition the document
     * @param resourceVersion fails if the one in the cluster is another by now
     */
    void apply(Definition definition, String resourceVersion);
}
