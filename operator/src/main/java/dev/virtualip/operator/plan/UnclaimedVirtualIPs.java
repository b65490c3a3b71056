package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.Definition;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * VirtualIPs that nodes serve and that disappeared together with their definition (CRD). That is a loss of data, not a
 * deletion by a user: each is planned as an unreadable VirtualIP, so that its addresses stay as they are until it is
 * applied again.
 *
 * <p>The VRRPRouters keep the record: each names the UID of the definition under which its spec was planned, and the
 * VirtualIPs in it that are unclaimed. A missing VirtualIP was deleted by a user if a VRRPRouter that serves it names
 * the current definition and does not list the VirtualIP.
 */
public final class UnclaimedVirtualIPs {
    /** Delay until the next plan while the definition is missing, being deleted or unreadable. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final VirtualIPSpec UNREADABLE = VirtualIPSpec.builder().build();

    private final NavigableSet<String> names;
    private final @Nullable Definition definition;

    private UnclaimedVirtualIPs(NavigableSet<String> names, @Nullable Definition definition) {
        this.names = names;
        this.definition = definition;
    }

    /** Finds the unclaimed VirtualIPs. */
    public static UnclaimedVirtualIPs of(Desired desired, Observed observed) {
        Definition definition = observed.definition();
        NavigableSet<String> names = new TreeSet<>();
        if (definition != null) {
            Set<String> ordered = new HashSet<>();
            forEachMissing(
                    desired,
                    observed.routers(),
                    (name, router) -> (isOrder(name, router, definition) ? ordered : names).add(name));
            names.removeAll(ordered);
        }
        return new UnclaimedVirtualIPs(names, definition);
    }

    /**
     * Whether a VirtualIP that nodes serve is missing without being recorded as unclaimed. Then the definition has to
     * be read from the API server, to tell a deletion by a user from a loss.
     */
    public static boolean anyInDoubt(Desired desired, Map<String, ObservedRouter> routers) {
        Set<String> doubtful = new HashSet<>();
        forEachMissing(desired, routers, (name, router) -> {
            if (!listed(router).contains(name)) {
                doubtful.add(name);
            }
        });
        return !doubtful.isEmpty();
    }

    /** Returns the names in the annotation {@link Plan#UNCLAIMED} of a VRRPRouter. */
    public static Set<String> listed(ObservedRouter router) {
        String text = router.annotations().getOrDefault(Plan.UNCLAIMED, "");
        return text.isEmpty() ? Set.of() : Set.of(text.split(",", -1));
    }

    private static void forEachMissing(
            Desired desired, Map<String, ObservedRouter> routers, BiConsumer<String, ObservedRouter> action) {
        Set<String> present = HashSet.newHashSet(desired.virtualIPs().size());
        desired.virtualIPs().forEach(virtualIP -> present.add(virtualIP.name()));
        for (ObservedRouter router : routers.values()) {
            for (VirtualRouter one : router.spec().virtualRouters()) {
                for (String name : one.virtualIPs()) {
                    if (!present.contains(name)) {
                        action.accept(name, router);
                    }
                }
            }
        }
    }

    private static boolean isOrder(String name, ObservedRouter router, Definition definition) {
        String recorded = router.annotations().getOrDefault(Plan.DEFINITION_UID, definition.uid());
        return definition.present()
                && recorded.equals(definition.uid())
                && !listed(router).contains(name);
    }

    /** Adds the unclaimed VirtualIPs, as unreadable ones. */
    Desired addTo(Desired desired) {
        if (names.isEmpty()) {
            return desired;
        }
        List<WantedVirtualIP> all = new ArrayList<>(desired.virtualIPs());
        names.forEach(name ->
                all.add(new WantedVirtualIP(name, "", 0, Instant.EPOCH, Map.of(), UNREADABLE, VirtualIPStatus.none())));
        return desired.withVirtualIPs(all);
    }

    /** Adds the record that VRRPRouters keep, and removes the verdicts on unclaimed VirtualIPs. */
    Plan complete(Plan plan, Instant now) {
        if (definition == null) {
            return plan;
        }
        SortedMap<String, Verdict> verdicts = plan.verdicts();
        if (!names.isEmpty()) {
            verdicts = new TreeMap<>(verdicts);
            verdicts.keySet().removeAll(names);
        }
        return new Plan(
                plan.routers(),
                plan.unconfirmed(),
                plan.removable(),
                verdicts,
                definition.present() ? plan.nextLookAt() : soon(plan.nextLookAt(), now.plus(LOOK_AGAIN)),
                names,
                plan.pools(),
                plan.drains(),
                plan.services(),
                definition.present() ? definition.uid() : "");
    }

    private static Instant soon(@Nullable Instant planned, Instant again) {
        return planned == null || again.isBefore(planned) ? again : planned;
    }
}
