package dev.virtualip.agent.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configuration from Kubernetes that this node has applied, and the problems found in it.
 *
 * @param uid the UID of the VRRPRouter; null: it does not exist, or was not read yet
 * @param generation its generation that the event loop has taken
 * @param complete false: an earlier version of a virtual router runs in place of an invalid one
 * @param conditions conditions of the node
 * @param routerConditions conditions of single virtual routers, by name
 * @param skippedRouters virtual routers that are listed and do not run
 */
public record AppliedConfig(
        @Nullable String uid,
        long generation,
        boolean complete,
        List<RouterCondition> conditions,
        Map<String, List<RouterCondition>> routerConditions,
        List<SkippedRouter> skippedRouters) {

    /** No configuration from Kubernetes. */
    public static final AppliedConfig NONE = new AppliedConfig(null, 0, false, List.of(), Map.of(), List.of());

    /** Keeps copies of the collections. */
    public AppliedConfig {
        conditions = List.copyOf(conditions);
        routerConditions = Collections.unmodifiableMap(new LinkedHashMap<>(routerConditions));
        skippedRouters = List.copyOf(skippedRouters);
    }

    /** The conditions of one virtual router. */
    public List<RouterCondition> conditionsOf(String virtualRouter) {
        return routerConditions.getOrDefault(virtualRouter, List.of());
    }
}
