package dev.virtualip.operator.plan;

import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
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
 * What shall be.
 *
 * @param routers the spec of the VRRPRouter of each Node, empty ones too, by the Node's name
 * @param unconfirmed the value of the annotation {@link #UNCONFIRMED} of each VRRPRouter that shall have one; it is
 *     written together with the spec
 * @param removable VRRPRouters whose Node is gone and on which nothing is left: they can be deleted
 * @param verdicts what is to be said of each VirtualIP, by its name
 * @param nextLookAt when time alone will change the plan, such as the end of a node's probation; null: never
 * @param unclaimed the VirtualIPs that disappeared with their definition: what runs of them stays
 * @param definitionUid the UID of the definition that every VRRPRouter records; empty: what each has recorded stays
 */
public record Plan(
        SortedMap<String, VRRPRouterSpec> routers,
        SortedMap<String, String> unconfirmed,
        Set<String> removable,
        SortedMap<String, Verdict> verdicts,
        @Nullable Instant nextLookAt,
        NavigableSet<String> unclaimed,
        String definitionUid) {

    /**
     * The annotation that remembers what was taken out of a VRRPRouter before its agent said whether it runs it. Only
     * the planner reads it. Without it nobody would know that the node may still hold that address.
     */
    public static final String UNCONFIRMED = "virtualip.dev/unconfirmed";

    /** The annotation with the UID of the definition of VirtualIPs under which the spec was planned. */
    public static final String DEFINITION_UID = "virtualip.dev/definition-uid";

    /**
     * The annotation with the names, joined by commas, of the VirtualIPs in the spec that disappeared with their
     * definition. A person who takes it off gives the word to let go of them.
     */
    public static final String UNCLAIMED = "virtualip.dev/unclaimed";

    /** The annotations of a VRRPRouter that are the planner's. */
    public static final List<String> ANNOTATIONS = List.of(UNCONFIRMED, DEFINITION_UID, UNCLAIMED);

    /** Keeps copies of the collections. */
    public Plan {
        routers = new TreeMap<>(routers);
        unconfirmed = new TreeMap<>(unconfirmed);
        removable = Set.copyOf(removable);
        verdicts = new TreeMap<>(verdicts);
        unclaimed = new TreeSet<>(unclaimed);
    }

    /** A plan in which every VirtualIP that is served is there. */
    public Plan(
            SortedMap<String, VRRPRouterSpec> routers,
            SortedMap<String, String> unconfirmed,
            Set<String> removable,
            SortedMap<String, Verdict> verdicts,
            @Nullable Instant nextLookAt) {
        this(routers, unconfirmed, removable, verdicts, nextLookAt, new TreeSet<>(), "");
    }

    /**
     * The annotations of the VRRPRouter of a node, those that are empty left out.
     *
     * @param seen the VRRPRouter that the plan was made from; null: there was none
     */
    public Map<String, String> annotations(String node, @Nullable ObservedRouter seen) {
        String recorded = seen == null ? "" : seen.annotations().getOrDefault(DEFINITION_UID, "");
        Map<String, String> annotations = HashMap.newHashMap(ANNOTATIONS.size());
        annotations.put(UNCONFIRMED, unconfirmed.getOrDefault(node, ""));
        annotations.put(DEFINITION_UID, definitionUid.isEmpty() ? recorded : definitionUid);
        annotations.put(UNCLAIMED, unclaimedOn(node));
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
