package dev.virtualip.operator.event;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.operator.snapshot.NodeObject;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;

/**
 * Whom an Event is about.
 *
 * @param apiVersion of its kind
 * @param kind its kind
 * @param name its name
 * @param uid tells it from another one of that name
 */
public record Subject(String apiVersion, String kind, String name, String uid) {

    /** A VirtualIP. */
    public static Subject of(VirtualIP virtualIP) {
        return new Subject(
                ApiGroup.API_VERSION,
                ApiGroup.VIRTUAL_IP,
                virtualIP.getMetadata().getName(),
                virtualIP.getMetadata().getUid());
    }

    /** A Node. */
    public static Subject of(NodeObject node) {
        return new Subject(
                "v1", "Node", node.getMetadata().getName(), node.getMetadata().getUid());
    }

    /**
     * A definition.
     *
     * @param name its name
     * @param uid empty: it is gone
     */
    static Subject ofDefinition(String name, String uid) {
        return new Subject("apiextensions.k8s.io/v1", "CustomResourceDefinition", name, uid);
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
