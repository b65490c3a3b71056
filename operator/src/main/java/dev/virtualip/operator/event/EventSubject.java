package dev.virtualip.operator.event;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.operator.snapshot.NodeObject;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;

/**
 * The object that an Event is about.
 *
 * @param apiVersion the API version of its kind
 * @param kind its kind
 * @param name its name
 * @param uid its UID, which an object that replaces it does not share
 */
public record EventSubject(String apiVersion, String kind, String name, String uid) {

    /** A VirtualIP. */
    public static EventSubject of(VirtualIP virtualIP) {
        return new EventSubject(
                ApiGroup.API_VERSION,
                ApiGroup.VIRTUAL_IP,
                virtualIP.getMetadata().getName(),
                virtualIP.getMetadata().getUid());
    }

    /** A VirtualIPPool. */
    public static EventSubject of(VirtualIPPool pool) {
        return new EventSubject(
                ApiGroup.API_VERSION,
                ApiGroup.VIRTUAL_IP_POOL,
                pool.getMetadata().getName(),
                pool.getMetadata().getUid());
    }

    /** A Node. */
    public static EventSubject of(NodeObject node) {
        return new EventSubject(
                "v1", "Node", node.getMetadata().getName(), node.getMetadata().getUid());
    }

    /**
     * A custom resource definition.
     *
     * @param name its name
     * @param uid its UID; empty: it does not exist
     */
    static EventSubject ofDefinition(String name, String uid) {
        return new EventSubject("apiextensions.k8s.io/v1", "CustomResourceDefinition", name, uid);
    }

    ObjectReference reference() {
        return new ObjectReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .build();
    }
}
