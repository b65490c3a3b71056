package dev.virtualip.agent.node;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes has told this node to run, and what came of it before the event loop was asked.
 *
 * @param uid the object that says it; null: none is there, or none was seen yet
 * @param generation its generation that was handed to the event loop
 * @param complete whether all of it was: false when something of before was kept because what came was wrong
 * @param conditions what concerns the node as a whole
 * @param routerConditions what concerns single virtual routers, by name
 * @param skippedRouters the virtual routers that are named and not run
 */
public record AppliedConfig(
        @Nullable String uid,
        long generation,
        boolean complete,
        List<Condition> conditions,
        Map<String, List<Condition>> routerConditions,
        List<SkippedRouter> skippedRouters) {

    /** Nothing was heard from Kubernetes. */
    public static final AppliedConfig NONE = new AppliedConfig(null, 0, false, List.of(), Map.of(), List.of());

    /** Keeps copies of the collections. */
    public AppliedConfig {
        conditions = List.copyOf(conditions);
        routerConditions = Map.copyOf(routerConditions);
        skippedRouters = List.copyOf(skippedRouters);
    }

    /** What concerns one virtual router. */
    public List<Condition> conditionsOf(String virtualRouter) {
        return routerConditions.getOrDefault(virtualRouter, List.of());
    }
}
