package dev.virtualip.cli.conversion;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;

/**
 * An object of the API as a file holds it: without the fields that the API server fills in.
 *
 * @param apiVersion {@link ApiGroup#API_VERSION}
 * @param kind the kind
 * @param metadata the name
 * @param spec the spec
 * @param <S> the type of the spec
 */
public record Document<S>(String apiVersion, String kind, Metadata metadata, S spec) {

    /** A VirtualIP for Kubernetes. */
    public static Document<VirtualIPSpec> virtualIP(String name, VirtualIPSpec spec) {
        return new Document<>(ApiGroup.API_VERSION, ApiGroup.VIRTUAL_IP, new Metadata(name), spec);
    }

    /** A VirtualIPPool for Kubernetes. */
    public static Document<VirtualIPPoolSpec> pool(String name, VirtualIPPoolSpec spec) {
        return new Document<>(ApiGroup.API_VERSION, ApiGroup.VIRTUAL_IP_POOL, new Metadata(name), spec);
    }

    /** A VRRPRouter for the agent of a host. */
    public static Document<VRRPRouterSpec> router(String node, VRRPRouterSpec spec) {
        return new Document<>(ApiGroup.API_VERSION, ApiGroup.VRRP_ROUTER, new Metadata(node), spec);
    }

    /**
     * Metadata of a document.
     *
     * @param name the name of the object
     */
    public record Metadata(String name) {}
}
