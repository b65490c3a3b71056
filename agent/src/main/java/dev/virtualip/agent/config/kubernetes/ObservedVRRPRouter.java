package dev.virtualip.agent.config.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.agent.api.ObjectMetadata;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * VRRPRouter as the API server returns it, without its status.
 *
 * @param metadata its metadata
 * @param spec its spec; null: it has none
 */
record ObservedVRRPRouter(
        @Nullable ObjectMetadata metadata, @Nullable JsonNode spec) {
    private static final String CLUSTER_UID = "virtualip.dev/cluster-uid";
    private static final String UNCLAIMED = "virtualip.dev/unclaimed";
    private static final String WITHDRAW_UNLISTED = "virtualip.dev/withdraw-unlisted";

    /**
     * The metadata that decides what the node runs; a change of anything else, such as the status, is ignored.
     *
     * @param uid the object's UID
     * @param generation counts the changes of its spec
     * @param clusterUid the UID of the cluster; null: the operator has not written it yet
     * @param withdrawUnlisted whether virtual routers that run and are not listed are withdrawn
     * @param unclaimed the VirtualIPs in it, joined by commas, that disappeared with their definition; empty: none
     */
    record Revision(
            String uid, long generation, @Nullable String clusterUid, boolean withdrawUnlisted, String unclaimed) {}

    /** The revision of this object. */
    Revision revision() throws IOException {
        ObjectMetadata given = metadata;
        if (given == null || given.uid() == null || given.generation() == null) {
            throw new IOException("the object has no uid or no generation");
        }
        Map<String, String> annotations = given.annotations();
        return new Revision(
                given.uid(),
                given.generation(),
                annotations.get(CLUSTER_UID),
                "true".equals(annotations.get(WITHDRAW_UNLISTED)),
                annotations.getOrDefault(UNCLAIMED, ""));
    }
}
