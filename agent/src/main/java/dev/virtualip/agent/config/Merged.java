package dev.virtualip.agent.config;

import dev.virtualip.agent.node.Condition;
import dev.virtualip.agent.node.LeftOut;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this node shall run, after an order met what it ran before.
 *
 * @param named what runs and is named by the order, in its order
 * @param unlisted what ran before, is not named, and was not withdrawn either
 * @param complete whether all of the order is carried out, or stands aside without anything of before in its place
 * @param conditions what concerns the node
 * @param routerConditions what concerns single virtual routers, by name
 * @param leftOut what is named and not run
 */
record Merged(
        List<Held> named,
        List<Held> unlisted,
        boolean complete,
        List<Condition> conditions,
        Map<String, List<Condition>> routerConditions,
        List<LeftOut> leftOut) {

    /** Keeps copies of the collections. */
    Merged {
        named = List.copyOf(named);
        unlisted = List.copyOf(unlisted);
        conditions = List.copyOf(conditions);
        routerConditions = Map.copyOf(routerConditions);
        leftOut = List.copyOf(leftOut);
    }

    List<Held> held() {
        return Stream.concat(named.stream(), unlisted.stream()).toList();
    }

    /** What the event loop is told: what is named is confirmed by that. */
    List<VirtualRouterSpec> specs() {
        return Stream.concat(
                        named.stream().map(held -> held.spec(true)),
                        unlisted.stream().map(held -> held.spec(false)))
                .toList();
    }

    /** Whether something of before is withdrawn: a virtual router, or one of its addresses. */
    boolean withdraws(List<Held> before) {
        Set<String> kept = new HashSet<>();
        held().forEach(held -> kept.addAll(held.places()));
        return before.stream().anyMatch(held -> !kept.containsAll(held.places()));
    }
}
