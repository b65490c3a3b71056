package dev.virtualip.operator.planloop;

import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan, with what it was made from.
 *
 * @param sequence counts plans; a later one replaces an earlier one
 * @param snapshot what it was made from
 * @param plan what shall be
 * @param statusUpdates what is to be statusUpdates
 * @param seenVirtualIPs the VirtualIPs of the snapshot by name
 */
public record PlanResult(
        long sequence,
        ClusterSnapshot snapshot,
        Plan plan,
        StatusUpdates statusUpdates,
        Map<String, WantedVirtualIP> seenVirtualIPs) {

    /** A plan of this snapshot. */
    static PlanResult of(long sequence, ClusterSnapshot snapshot, Plan plan, StatusUpdates statusUpdates) {
        Map<String, WantedVirtualIP> byName = snapshot.desired().virtualIPs().stream()
                .collect(Collectors.toMap(WantedVirtualIP::name, Function.identity()));
        return new PlanResult(sequence, snapshot, plan, statusUpdates, byName);
    }

    /** The VirtualIP that the plan was made from; null: there was none. */
    public @Nullable WantedVirtualIP seenVirtualIP(String name) {
        return seenVirtualIPs.get(name);
    }

    /** The VRRPRouter that the plan was made from; null: there was none. */
    public @Nullable ObservedRouter seenRouter(String node) {
        return snapshot.observed().routers().get(node);
    }

    /** What the VRRPRouter of a node shall be; null: the plan has none for it. */
    public @Nullable WantedRouter wantedRouter(String node) {
        VRRPRouterSpec spec = plan.routers().get(node);
        return spec == null ? null : new WantedRouter(spec, plan.annotations(node, seenRouter(node)));
    }

    /** The nodes that shall have a VRRPRouter and have none. */
    public Set<String> missingRouters() {
        Set<String> missing = new TreeSet<>(plan.routers().keySet());
        missing.removeAll(snapshot.observed().routers().keySet());
        return missing;
    }

    /** The VRRPRouters that are not as they shall be. */
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
     * Whether a VRRPRouter is in a later snapshot still as this plan found it, though the plan asks for something else.
     * What is planned from such a snapshot would take a plan that came to some nodes only for what was wanted.
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

    /** The VirtualIPs whose status is not what is to be statusUpdates. */
    public Set<String> differingVirtualIPs() {
        Set<String> differing = new HashSet<>();
        for (WantedVirtualIP virtualIP : snapshot.desired().virtualIPs()) {
            VirtualIPStatus wanted = statusUpdates.status(virtualIP.name());
            if (wanted != null && !wanted.equals(virtualIP.status())) {
                differing.add(virtualIP.name());
            }
        }
        return differing;
    }
}
