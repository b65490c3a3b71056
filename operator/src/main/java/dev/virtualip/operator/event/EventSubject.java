package dev.virtualip.operator.event;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.snapshot.NodeObject;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;

/**
 * The object that an Event is about.
 *
 * @param apiVersion the API version of its kind
 * @param kind its kind
 * @param namespace its namespace; empty: it has none
 * @param name its name
 * @param uid its UID, which an object that replaces it does not share
 */
public record EventSubject(String apiVersion, String kind, String namespace, String name, String uid) {
    private static final String CLUSTER = "";

    /** A VirtualIP. */
    public static EventSubject of(VirtualIP virtualIP) {
        return new EventSubject(
                ApiGroup.API_VERSION,
                ApiGroup.VIRTUAL_IP,
                CLUSTER,
                virtualIP.getMetadata().getName(),
                virtualIP.getMetadata().getUid());
    }

    /** A VirtualIPPool. */
    public static EventSubject of(VirtualIPPool pool) {
        return new EventSubject(
                ApiGroup.API_VERSION,
                ApiGroup.VIRTUAL_IP_POOL,
                CLUSTER,
                pool.getMetadata().getName(),
                pool.getMetadata().getUid());
    }

    /** A Node. */
    public static EventSubject of(NodeObject node) {
        return new EventSubject(
                "v1",
                "Node",
                CLUSTER,
                node.getMetadata().getName(),
                node.getMetadata().getUid());
    }

    /** A Service. */
    public static EventSubject of(WantedService service) {
        return new EventSubject("v1", "Service", service.namespace(), service.name(), service.uid());
    }

    /**
     * A custom resource definition.
     *
     * @param name its name
     * @param uid its UID; empty: it does not exist
     */
    static EventSubject ofDefinition(String name, String uid) {
        return new EventSubject("apiextensions.k8s.io/v1", "CustomResourceDefinition", CLUSTER, name, uid);
    }

    ObjectReference reference() {
        return new ObjectReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withNamespace(namespace.isEmpty() ? null : namespace)
                .withName(name)
                .withUid(uid)
                .build();
    }
}
