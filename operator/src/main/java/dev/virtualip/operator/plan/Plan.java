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
 * @param unconfirmed the value of the annotation {@link #UNCONFIRMED} of each VRRPRouter that shall have one; it is
 *     written together with the spec
 * @param removable VRRPRouters whose Node is gone and on which nothing is left: they can be deleted
 * @param verdicts what is to be said of each VirtualIP, by its name
 * @param nextLookAt when time alone will change the plan, such as the end of a node's probation; null: never
 */
public record Plan(
        SortedMap<String, VRRPRouterSpec> routers,
        SortedMap<String, String> unconfirmed,
        Set<String> removable,
        SortedMap<String, Verdict> verdicts,
        @Nullable Instant nextLookAt) {

    /**
     * The annotation that remembers what was taken out of a VRRPRouter before its agent said whether it runs it. Only
     * the planner reads it. Without it nobody would know that the node may still hold that address.
     */
    public static final String UNCONFIRMED = "virtualip.dev/unconfirmed";

    /** Keeps copies of the collections. */
    public Plan {
        routers = new TreeMap<>(routers);
        unconfirmed = new TreeMap<>(unconfirmed);
        removable = Set.copyOf(removable);
        verdicts = new TreeMap<>(verdicts);
    }
}
