package dev.virtualip.agent.config.kubernetes;

import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.SkippedRouter;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Virtual routers that this node runs after a change of its VRRPRouter.
 *
 * @param listed those that the object lists, in its order
 * @param unlisted those that ran before, are not listed, and are not withdrawn
 * @param complete whether no earlier version of a virtual router runs in place of an invalid one
 * @param conditions conditions of the node
 * @param routerConditions conditions of single virtual routers, by name
 * @param skippedRouters those that are listed and do not run
 */
record DesiredRouters(
        List<StoredRouter> listed,
        List<StoredRouter> unlisted,
        boolean complete,
        List<RouterCondition> conditions,
        Map<String, List<RouterCondition>> routerConditions,
        List<SkippedRouter> skippedRouters) {

    /** Keeps copies of the collections. */
    DesiredRouters {
        listed = List.copyOf(listed);
        unlisted = List.copyOf(unlisted);
        conditions = List.copyOf(conditions);
        routerConditions = Map.copyOf(routerConditions);
        skippedRouters = List.copyOf(skippedRouters);
    }

    List<StoredRouter> routers() {
        return Stream.concat(listed.stream(), unlisted.stream()).toList();
    }

    /** The specifications for the event loop; those of listed virtual routers are confirmed. */
    List<VirtualRouterSpec> specs() {
        return Stream.concat(
                        listed.stream().map(router -> router.spec(true)),
                        unlisted.stream().map(router -> router.spec(false)))
                .toList();
    }

    /** Whether a virtual router of these, or one of its addresses, no longer runs. */
    boolean withdrawsAny(List<StoredRouter> before) {
        Set<String> kept = new HashSet<>();
        routers().forEach(router -> kept.addAll(router.identities()));
        return before.stream().anyMatch(router -> !kept.containsAll(router.identities()));
    }
}
