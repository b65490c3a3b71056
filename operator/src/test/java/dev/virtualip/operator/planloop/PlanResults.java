package dev.virtualip.operator.planloop;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.plan.model.ServiceState;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import dev.virtualip.operator.status.StatusChange;
import dev.virtualip.operator.status.VirtualIPEvent;
import dev.virtualip.operator.status.service.ServiceChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans for tests, put together piece by piece. */
public final class PlanResults {
    private final Map<String, ObservedRouter> seen = new HashMap<>();
    private final TreeMap<String, VRRPRouterSpec> wanted = new TreeMap<>();
    private final TreeMap<String, String> unconfirmed = new TreeMap<>();
    private final Set<String> removable = new HashSet<>();
    private final List<WantedVirtualIP> virtualIPs = new ArrayList<>();
    private final Map<String, StatusChange> changes = new HashMap<>();
    private final SortedMap<String, PoolUsage> pools = new TreeMap<>();

    /** A VRRPRouter that the plan was made from. */
    public PlanResults seen(String node, long generation, VRRPRouterSpec spec) {
        seen.put(node, new ObservedRouter("uid-" + node, generation, Instant.EPOCH, "", spec, null));
        return this;
    }

    /** What the plan says of a node. */
    public PlanResults wanted(String node, VRRPRouterSpec spec) {
        wanted.put(node, spec);
        return this;
    }

    /** The annotation that the plan wants. */
    public PlanResults unconfirmed(String node, String value) {
        unconfirmed.put(node, value);
        return this;
    }

    /** A VRRPRouter that can be deleted. */
    public PlanResults removable(String node) {
        removable.add(node);
        return this;
    }

    /** A VirtualIP that the plan was made from. */
    public PlanResults seen(WantedVirtualIP virtualIP) {
        virtualIPs.add(virtualIP);
        return this;
    }

    /** What is to be said of a VirtualIP. */
    public PlanResults said(String name, VirtualIPStatus status, VirtualIPEvent... events) {
        changes.put(name, new StatusChange(status, List.of(events), null));
        return this;
    }

    /** The usage of a pool. */
    public PlanResults pool(String name, PoolUsage usage) {
        pools.put(name, usage);
        return this;
    }

    /**
     * The plan of Services: what is written into one of them.
     *
     * @param service the Service of which the plan was made
     * @param state what the plan saw of its status
     * @param change what is to be written
     */
    public static PlanResult ofService(WantedService service, ServiceState state, ServiceChange change) {
        PlanResult none = new PlanResults().make();
        ClusterSnapshot seen = new ClusterSnapshot(
                none.snapshot().desired(), none.snapshot().observed(), Map.of(service.key(), state));
        return new PlanResult(
                1,
                seen,
                none.plan(),
                none.statusUpdates(),
                new ServiceUpdates(Map.of(service.key(), change), Map.of(service.key(), service)),
                Map.of(),
                Map.of());
    }

    /** The plan. */
    public PlanResult make() {
        ClusterSnapshot picture =
                new ClusterSnapshot(new Desired(virtualIPs, Map.of()), new Observed(List.of(), seen, Set.of(), true));
        return PlanResult.of(
                1,
                picture,
                new Plan(wanted, unconfirmed, removable, new TreeMap<>(), null, pools),
                new StatusUpdates(changes),
                Instant.EPOCH);
    }

    /** A spec with one virtual router of this priority. */
    public static VRRPRouterSpec spec(int priority) {
        return VRRPRouterSpec.of(List.of(new VirtualRouter(
                "web-ipv4",
                List.of("web"),
                "eth1",
                List.of("192.0.2.10/24"),
                List.of(),
                null,
                null,
                null,
                null,
                priority,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                List.of(),
                null)));
    }
}
