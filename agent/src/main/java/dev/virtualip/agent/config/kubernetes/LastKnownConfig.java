package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.node.VirtualRouterSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Last known configuration from Kubernetes, which the agent stores on disk and starts from.
 *
 * @param node the node's name
 * @param clusterUid the UID of the cluster; null: not known yet
 * @param uid the UID of the VRRPRouter applied last; null: none yet
 * @param generation its generation
 * @param routers the virtual routers
 */
public record LastKnownConfig(
        String node, @Nullable String clusterUid, @Nullable String uid, long generation, List<StoredRouter> routers) {

    /** Keeps a copy of the list. */
    public LastKnownConfig {
        routers = List.copyOf(routers);
    }

    /** The configuration of a node that has never received one. */
    static LastKnownConfig none(String node) {
        return new LastKnownConfig(node, null, null, 0, List.of());
    }

    /**
     * The configuration after a change. Keeps the known cluster while the object names none, and while virtual routers
     * of the known cluster run that the object does not list.
     *
     * @param objectClusterUid the cluster that the object belongs to; null: it names none
     */
    LastKnownConfig updated(ParsedRouters parsed, DesiredRouters merged, @Nullable String objectClusterUid) {
        boolean keepsCluster = objectClusterUid == null
                || (isOtherCluster(objectClusterUid) && !merged.unlisted().isEmpty());
        return new LastKnownConfig(
                node,
                keepsCluster ? clusterUid : objectClusterUid,
                parsed.uid(),
                parsed.generation(),
                merged.routers());
    }

    /** Whether this is a cluster other than the known one. */
    boolean isOtherCluster(@Nullable String objectClusterUid) {
        return clusterUid != null && objectClusterUid != null && !objectClusterUid.equals(clusterUid);
    }

    /** The specifications to run until an Active or the API server confirms them. */
    public List<VirtualRouterSpec> unconfirmed() {
        return routers.stream().map(router -> router.spec(false)).toList();
    }
}
