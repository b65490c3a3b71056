package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualIPSpec;
import dev.virtualip.crds.VirtualIPStatus;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.Observed.Definition;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
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
 * VirtualIPs that nodes serve and that disappeared together with their definition. That is a loss, not an order: each
 * is planned as a VirtualIP that cannot be read, so what runs of it goes on word for word until it is applied again.
 *
 * <p>The VRRPRouters are the memory: each records the UID of the definition that its spec was planned under, and which
 * of the VirtualIPs in it are unclaimed under that definition. A VirtualIP that is gone was deleted by order if a
 * VRRPRouter that serves it recorded the definition that stands now, and does not list it.
 */
public final class UnclaimedVirtualIPs {
    /** How soon to plan again while the definition is going, gone or cannot be asked for. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final VirtualIPSpec UNREADABLE = new VirtualIPSpec(
            List.of(), null, null, null, null, null, null, List.of(), null, null, null, null, null, List.of(), null,
            List.of());

    private final NavigableSet<String> names;
    private final @Nullable Definition definition;

    private UnclaimedVirtualIPs(NavigableSet<String> names, @Nullable Definition definition) {
        this.names = names;
        this.definition = definition;
    }

    /** The unclaimed ones of what is seen. */
    static UnclaimedVirtualIPs of(Desired desired, Observed observed) {
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
     * Whether a VirtualIP is missing that nodes serve and that is not known to be unclaimed: whether somebody deleted
     * it, or it disappeared with its definition, the definition itself has to say.
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

    /** The names in {@link Plan#UNCLAIMED} of a VRRPRouter. */
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
        return definition.standing()
                && recorded.equals(definition.uid())
                && !listed(router).contains(name);
    }

    /** What people want, and beside it what is unclaimed, which nobody can read. */
    Desired addTo(Desired desired) {
        if (names.isEmpty()) {
            return desired;
        }
        List<WantedVirtualIP> all = new ArrayList<>(desired.virtualIPs());
        names.forEach(name ->
                all.add(new WantedVirtualIP(name, "", 0, Instant.EPOCH, Map.of(), UNREADABLE, VirtualIPStatus.none())));
        return new Desired(all, desired.pools());
    }

    /** A plan of that, with what the VRRPRouters have to remember; of what is unclaimed there is nothing to say. */
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
                definition.standing() ? plan.nextLookAt() : soon(plan.nextLookAt(), now.plus(LOOK_AGAIN)),
                names,
                definition.standing() ? definition.uid() : "");
    }

    private static Instant soon(@Nullable Instant planned, Instant again) {
        return planned == null || again.isBefore(planned) ? again : planned;
    }
}
