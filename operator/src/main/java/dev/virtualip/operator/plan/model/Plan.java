package dev.virtualip.operator.plan.model;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plan of all nodes and VirtualIPs.
 *
 * @param routers the spec of the VRRPRouter of each Node, including empty ones, by node name
 * @param unconfirmed the value of the annotation {@link #UNCONFIRMED} of each VRRPRouter that gets one, written
 *     together with the spec
 * @param removable VRRPRouters to delete: their Node is deleted and their addresses are not needed
 * @param verdicts the verdict on each VirtualIP, by name
 * @param nextLookAt the time at which the plan may change without an event; null: never
 * @param unclaimed the VirtualIPs that disappeared with their definition; their addresses stay
 * @param pools the usage of each VirtualIPPool, by name
 * @param drains the progress of each node that hands over its addresses, by name
 * @param services the Services and the VirtualIPs that the operator owns on their behalf
 * @param definitionUid the UID of the definition that every VRRPRouter records; empty: the recorded ones stay
 */
public record Plan(
        SortedMap<String, VRRPRouterSpec> routers,
        SortedMap<String, String> unconfirmed,
        Set<String> removable,
        SortedMap<String, Verdict> verdicts,
        @Nullable Instant nextLookAt,
        NavigableSet<String> unclaimed,
        SortedMap<String, PoolUsage> pools,
        SortedMap<String, NodeDrain> drains,
        ServicePlan services,
        String definitionUid) {

    /**
     * The annotation that records what was removed from a VRRPRouter before its agent reported whether it runs it. Only
     * the planner reads it. Without it the operator would not know that the node may still hold that address.
     */
    public static final String UNCONFIRMED = "virtualip.dev/unconfirmed";

    /** The annotation with the UID of the definition of VirtualIPs under which the spec was planned. */
    public static final String DEFINITION_UID = "virtualip.dev/definition-uid";

    /**
     * The annotation with the names, separated by commas, of the VirtualIPs in the spec that disappeared with their
     * definition. A user who removes it orders their withdrawal.
     */
    public static final String UNCLAIMED = "virtualip.dev/unclaimed";

    /** The annotations of a VRRPRouter that the planner owns. */
    public static final List<String> ANNOTATIONS =
            List.of(UNCONFIRMED, DEFINITION_UID, UNCLAIMED, NodeDrain.ANNOTATION);

    /** Copies the collections. */
    public Plan {
        routers = new TreeMap<>(routers);
        unconfirmed = new TreeMap<>(unconfirmed);
        removable = Set.copyOf(removable);
        verdicts = new TreeMap<>(verdicts);
        unclaimed = new TreeSet<>(unclaimed);
        pools = new TreeMap<>(pools);
        drains = new TreeMap<>(drains);
    }

    /** Creates a plan without unclaimed VirtualIPs and drains. */
    public Plan(
            SortedMap<String, VRRPRouterSpec> routers,
            SortedMap<String, String> unconfirmed,
            Set<String> removable,
            SortedMap<String, Verdict> verdicts,
            @Nullable Instant nextLookAt,
            SortedMap<String, PoolUsage> pools) {
        this(
                routers,
                unconfirmed,
                removable,
                verdicts,
                nextLookAt,
                new TreeSet<>(),
                pools,
                new TreeMap<>(),
                ServicePlan.NONE,
                "");
    }

    /** Returns the same with the plan of Services. */
    public Plan with(ServicePlan planned) {
        return new Plan(
                routers,
                unconfirmed,
                removable,
                verdicts,
                nextLookAt,
                unclaimed,
                pools,
                drains,
                planned,
                definitionUid);
    }

    /**
     * Returns the annotations of the VRRPRouter of a node, without empty ones.
     *
     * @param seen the VRRPRouter in the input of the plan; null: none
     */
    public Map<String, String> annotations(String node, @Nullable ObservedRouter seen) {
        String recorded = seen == null ? "" : seen.annotations().getOrDefault(DEFINITION_UID, "");
        Map<String, String> annotations = HashMap.newHashMap(ANNOTATIONS.size());
        annotations.put(UNCONFIRMED, unconfirmed.getOrDefault(node, ""));
        annotations.put(DEFINITION_UID, definitionUid.isEmpty() ? recorded : definitionUid);
        annotations.put(UNCLAIMED, unclaimedOn(node));
        NodeDrain drain = drains.get(node);
        annotations.put(NodeDrain.ANNOTATION, drain == null || seen == null ? "" : drain.text());
        annotations.values().removeIf(String::isEmpty);
        return Map.copyOf(annotations);
    }

    private String unclaimedOn(String node) {
        VRRPRouterSpec spec = routers.get(node);
        return unclaimed.isEmpty() || spec == null
                ? ""
                : spec.virtualRouters().stream()
                        .flatMap(router -> router.virtualIPs().stream())
                        .filter(unclaimed::contains)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(","));
    }
}
