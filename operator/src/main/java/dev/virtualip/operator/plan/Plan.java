package dev.virtualip.operator.plan;

import dev.virtualip.crds.VRRPRouterSpec;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What shall be.
 *
 * @param routers the spec of the VRRPRouter of each Node, empty ones too, by the Node's name
 * @param removable VRRPRouters whose Node is gone and on which nothing is left: they can be deleted
 * @param verdicts what is to be said of each VirtualIP, by its name
 * @param nextLookAt when time alone will change the plan, such as the end of a node's probation; null: never
 */
public record Plan(
        SortedMap<String, VRRPRouterSpec> routers,
        Set<String> removable,
        SortedMap<String, Verdict> verdicts,
        @Nullable Instant nextLookAt) {

    /** Keeps copies of the collections. */
    public Plan {
        routers = new TreeMap<>(routers);
        removable = Set.copyOf(removable);
        verdicts = new TreeMap<>(verdicts);
    }
}
