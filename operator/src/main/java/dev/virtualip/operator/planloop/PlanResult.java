package dev.virtualip.operator.planloop;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import dev.virtualip.operator.status.service.ServiceChange;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan with its input and the statuses that follow from it.
 *
 * @param sequence the number of the plan; a later one replaces an earlier one
 * @param snapshot the input of the plan
 * @param plan the plan
 * @param statusUpdates the statuses that follow
 * @param serviceUpdates the writes into Services
 * @param seenVirtualIPs the VirtualIPs of the snapshot by name
 * @param missingVirtualIPs the VirtualIPs that the operator has to create, by the one Service whose reconciler creates
 *     them
 */
public record PlanResult(
        long sequence,
        ClusterSnapshot snapshot,
        Plan plan,
        StatusUpdates statusUpdates,
        ServiceUpdates serviceUpdates,
        Map<String, WantedVirtualIP> seenVirtualIPs,
        Map<String, List<String>> missingVirtualIPs) {

    /** Creates the result of planning from a snapshot. */
    static PlanResult of(long sequence, ClusterSnapshot snapshot, Plan plan, StatusUpdates statusUpdates, Instant now) {
        Map<String, WantedVirtualIP> byName = snapshot.desired().virtualIPs().stream()
                .collect(Collectors.toMap(WantedVirtualIP::name, Function.identity()));
        return new PlanResult(
                sequence,
                snapshot,
                plan,
                statusUpdates,
                ServiceUpdates.of(plan, snapshot, statusUpdates, now),
                byName,
                missing(plan, byName.keySet()));
    }

    private static Map<String, List<String>> missing(Plan plan, Set<String> present) {
        Map<String, List<String>> missing = new HashMap<>();
        Set<String> known = new HashSet<>(present);
        plan.services().verdicts().forEach((service, verdict) -> {
            String name = verdict.virtualIP();
            if (verdict.served() && name != null && plan.services().virtualIPs().containsKey(name) && known.add(name)) {
                missing.computeIfAbsent(service, ignored -> new ArrayList<>()).add(name);
            }
        });
        return missing;
    }

    /** Returns a VirtualIP of the snapshot; null: none. */
    public @Nullable WantedVirtualIP seenVirtualIP(String name) {
        return seenVirtualIPs.get(name);
    }

    /** Returns the VRRPRouter of a node in the snapshot; null: none. */
    public @Nullable ObservedRouter seenRouter(String node) {
        return snapshot.observed().routers().get(node);
    }

    /** Returns the planned VRRPRouter of a node; null: the plan has none. */
    public @Nullable WantedRouter wantedRouter(String node) {
        VRRPRouterSpec spec = plan.routers().get(node);
        return spec == null ? null : new WantedRouter(spec, plan.annotations(node, seenRouter(node)));
    }

    /** Returns the nodes whose VRRPRouter has to be created. */
    public Set<String> missingRouters() {
        Set<String> missing = new TreeSet<>(plan.routers().keySet());
        missing.removeAll(snapshot.observed().routers().keySet());
        return missing;
    }

    /** Returns the VRRPRouters that differ from the plan. */
    public Set<String> differingRouters() {
        Set<String> differing = new TreeSet<>(plan.removable());
        snapshot.observed().routers().forEach((node, seen) -> {
            WantedRouter wanted = wantedRouter(node);
            if (wanted != null && !wanted.equals(new WantedRouter(seen.spec(), seen.annotations()))) {
                differing.add(node);
            }
        });
        return differing;
    }

    /**
     * Whether a later snapshot still has a VRRPRouter as this plan found it, although the plan changes it. A plan from
     * such a snapshot would take one that reached only some nodes for the wanted state.
     */
    boolean isUnwrittenIn(ClusterSnapshot later) {
        Map<String, ObservedRouter> now = later.observed().routers();
        Set<String> open = differingRouters();
        open.removeAll(plan.removable());
        return open.stream().anyMatch(node -> {
            ObservedRouter seen = Objects.requireNonNull(seenRouter(node));
            ObservedRouter router = now.get(node);
            return router != null
                    && router.uid().equals(seen.uid())
                    && router.generation() == seen.generation()
                    && !new WantedRouter(router.spec(), router.annotations()).equals(wantedRouter(node));
        });
    }

    /**
     * Whether an update of a VirtualIP only stores the status that follows from this plan. The operator's own status
     * writes are such updates; they need no new plan.
     */
    public boolean isStored(VirtualIP before, VirtualIP now) {
        ObjectMeta was = before.getMetadata();
        ObjectMeta is = now.getMetadata();
        VirtualIPStatus planned = statusUpdates.status(is.getName());
        return planned != null
                && planned.equals(now.getStatus())
                && Objects.equals(was.getUid(), is.getUid())
                && Objects.equals(was.getGeneration(), is.getGeneration())
                && Objects.equals(was.getAnnotations(), is.getAnnotations())
                && Objects.equals(was.getDeletionTimestamp(), is.getDeletionTimestamp());
    }

    /** Returns the Services into which something has to be written, or whose VirtualIP has to be created. */
    public Set<String> differingServices() {
        Set<String> differing = new HashSet<>(missingVirtualIPs.keySet());
        serviceUpdates.changes().keySet().stream().filter(this::isDiffering).forEach(differing::add);
        return differing;
    }

    /** Whether something has to be written into a Service, or its VirtualIP has to be created. */
    public boolean isDiffering(String service) {
        ServiceChange change = serviceUpdates.change(service);
        return missingVirtualIPs.containsKey(service) || (change != null && !change.isEmpty());
    }

    /** Returns what a VirtualIP of the operator has to become; null: it is right, or not the operator's. */
    public @Nullable OwnedVirtualIP wantedOwned(String name) {
        OwnedVirtualIP wanted = plan.services().virtualIPs().get(name);
        WantedVirtualIP seen = seenVirtualIP(name);
        return wanted == null || seen == null || !isOwned(seen) || isAsWanted(seen, wanted) ? null : wanted;
    }

    /** Whether a VirtualIP of the operator has to be deleted. */
    public boolean isObsolete(String name) {
        WantedVirtualIP seen = seenVirtualIP(name);
        return seen != null && isOwned(seen) && plan.services().obsolete().contains(name);
    }

    private static boolean isOwned(WantedVirtualIP virtualIP) {
        return virtualIP.labels().containsKey(OwnedVirtualIP.SERVICE_NAME);
    }

    private static boolean isAsWanted(WantedVirtualIP seen, OwnedVirtualIP wanted) {
        return seen.spec().equals(wanted.spec())
                && seen.labels().entrySet().containsAll(wanted.labels().entrySet())
                && seen.annotations()
                        .entrySet()
                        .containsAll(wanted.annotations().entrySet());
    }

    /** Returns the VirtualIPs that differ from the plan, in their status or as the operator's own. */
    public Set<String> differingVirtualIPs() {
        Set<String> differing = new HashSet<>();
        for (WantedVirtualIP virtualIP : snapshot.desired().virtualIPs()) {
            VirtualIPStatus wanted = statusUpdates.status(virtualIP.name());
            if ((wanted != null && !wanted.equals(virtualIP.status()))
                    || isObsolete(virtualIP.name())
                    || wantedOwned(virtualIP.name()) != null) {
                differing.add(virtualIP.name());
            }
        }
        return differing;
    }
}
