package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one node: an object of the Kubernetes API, or a file that drives an agent without Kubernetes.
 *
 * @param apiVersion {@link #API_VERSION}
 * @param kind {@link #KIND}
 * @param metadata carries the node's name
 * @param spec what this node shall run
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VRRPRouter(
        @Nullable String apiVersion,
        @Nullable String kind,
        @Nullable Metadata metadata,
        @Nullable VRRPRouterSpec spec) {

    /** API group and version of all kinds. */
    public static final String API_VERSION = ApiGroup.NAME + "/" + ApiGroup.VERSION;

    /** The kind as a document names it. */
    public static final String KIND = "VRRPRouter";

    /** A document of this kind for a node. */
    public static VRRPRouter of(String nodeName, VRRPRouterSpec spec) {
        return new VRRPRouter(API_VERSION, KIND, Metadata.named(nodeName), spec);
    }
}
