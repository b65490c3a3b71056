package dev.virtualip.operator.plan;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.PendingReleases;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.ServicePlan;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.pool.PoolAllocation;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.spec.MoveGroupGuard;
import dev.virtualip.operator.plan.spec.RouterEntries;
import dev.virtualip.operator.plan.spec.RouterGroupWriter;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import dev.virtualip.operator.plan.topology.RemovalAnnotation;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes the plan for all nodes and VirtualIPs. */
final class PlanWriter {
    private final ClusterIndex cluster;
    private final PlanDraft draft;
    private final Map<String, SortedMap<String, VirtualRouter>> planned = new HashMap<>();
    private final Map<String, SortedMap<String, VirtualRouter>> retained = new HashMap<>();
    private final SortedMap<String, Verdict> verdicts = new TreeMap<>();

    PlanWriter(ClusterIndex cluster, PlanDraft draft) {
        this.cluster = cluster;
        this.draft = draft;
    }

    /**
     * Writes the plan.
     *
     * @param observed the input of the plan
     * @param requests every VirtualIP
     * @param allocation the addresses of pools
     */
    Plan write(Observed observed, List<VirtualIPRequest> requests, PoolAllocation allocation) {
        draft.plans().forEach(this::write);
        SortedMap<String, VRRPRouterSpec> specs = new TreeMap<>();
        SortedMap<String, String> unconfirmed = new TreeMap<>();
        for (NodeFacts node : cluster.nodes()) {
            SortedMap<String, VirtualRouter> routers = routersOf(node.name());
            VRRPRouterSpec spec = VRRPRouterSpec.of(List.copyOf(routers.values()));
            VRRPRouterSpec present =
                    node.router() == null ? null : node.router().spec();
            specs.put(node.name(), spec.equals(present) ? present : spec);
            String removals = RemovalAnnotation.of(node, routers);
            if (!removals.isEmpty()) {
                unconfirmed.put(node.name(), removals);
            }
        }
        return new Plan(
                specs,
                unconfirmed,
                removable(observed, requests),
                verdicts,
                nextLookAt(allocation.nextLookAt()),
                new TreeSet<>(),
                allocation.usage(),
                DrainProgress.of(cluster, draft.plans()),
                ServicePlan.NONE,
                "");
    }

    private void write(ComponentPlan plan) {
        PendingReleases releases = new PendingReleases(plan.component(), cluster.networks());
        Map<String, List<Finding>> held = new HashMap<>();
        for (RouterGroup group : plan.groups()) {
            RouterEntries written = RouterGroupWriter.write(cluster, group, releases);
            enter(written.entries(), planned);
            written.held()
                    .forEach((name, findings) -> held.computeIfAbsent(name, ignored -> new ArrayList<>())
                            .addAll(findings));
        }
        plan.retained().forEach(one -> enter(RouterEntries.of(one).entries(), retained));
        verdicts.putAll(new VerdictWriter(cluster, plan, draft.joinedBy(plan.component())).of(held));
    }

    private static void enter(List<RouterEntries.Entry> entries, Map<String, SortedMap<String, VirtualRouter>> nodes) {
        for (RouterEntries.Entry entry : entries) {
            nodes.computeIfAbsent(entry.node(), ignored -> new TreeMap<>())
                    .put(Objects.requireNonNull(entry.router().name()), entry.router());
        }
    }

    /** The virtual routers of a node, by name. */
    private SortedMap<String, VirtualRouter> routersOf(String node) {
        SortedMap<String, VirtualRouter> routers = planned.getOrDefault(node, new TreeMap<>());
        SortedMap<String, VirtualRouter> its = retained.get(node);
        if (its != null) {
            new MoveGroupGuard(routers.values()).admit(List.copyOf(its.values()), routers);
        }
        return routers;
    }

    private @Nullable Instant nextLookAt(@Nullable Instant ofPools) {
        Instant next = earlier(ofPools, cluster.silentAgents().until());
        for (NodeFacts node : cluster.nodes()) {
            next = earlier(next, node.eligibility().nextLookAt());
        }
        return next;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** The VRRPRouters whose Node is deleted and whose addresses are no longer needed. */
    private Set<String> removable(Observed observed, List<VirtualIPRequest> requests) {
        Set<String> orphans = new TreeSet<>(observed.routers().keySet());
        orphans.removeIf(name -> cluster.node(name) != null);
        if (orphans.isEmpty()) {
            return orphans;
        }
        Set<InetAddress> needed = new HashSet<>();
        requests.forEach(
                request -> request.addresses().stream().map(IpPrefix::address).forEach(needed::add));
        for (NodeFacts node : cluster.nodes()) {
            node.hostedRouters().stream()
                    .filter(HostedRouter::isActive)
                    .forEach(hosted -> needed.removeAll(hosted.addresses()));
        }
        orphans.removeIf(
                name -> !isRemovable(Objects.requireNonNull(observed.routers().get(name)), needed));
        return orphans;
    }

    /**
     * Whether a VRRPRouter whose Node is deleted can be removed.
     *
     * @param needed the wanted addresses that no present node holds
     */
    private static boolean isRemovable(ObservedRouter router, Set<InetAddress> needed) {
        return router.status() == null
                || router.status().virtualRouters().stream()
                        .filter(report ->
                                RouterState.ACTIVE.is(report.state()) || RouterState.RELEASING.is(report.state()))
                        .flatMap(report -> ReadableAddresses.of(report.addresses()).stream())
                        .noneMatch(needed::contains);
    }
}
