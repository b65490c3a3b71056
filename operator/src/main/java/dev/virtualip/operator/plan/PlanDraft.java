package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.NodeLoads;
import dev.virtualip.operator.plan.candidates.NodePlacement;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.request.RequestComponent;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.vrid.RouterIDOwners;
import dev.virtualip.operator.plan.vrid.VirtualRouterIDAllocator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The plan of all components while it is made, with the Virtual Router IDs and the load of each node that result. */
final class PlanDraft {
    private final ClusterIndex cluster;
    private final VirtualRouterIDAllocator ids;
    private final NodeLoads loads;
    private final List<RouterGroup> running = new ArrayList<>();
    private final Map<RequestComponent, ComponentPlan> plans = new LinkedHashMap<>();
    private final Map<String, RequestComponent> homes = new HashMap<>();
    private final Map<String, String> joined = new HashMap<>();

    /** Creates a draft in which nothing new is placed. */
    PlanDraft(ClusterIndex cluster, List<ComponentPlan> settled) {
        this.cluster = cluster;
        this.loads = new NodeLoads(cluster.nodes().size());
        RouterIDOwners owned = new RouterIDOwners();
        for (ComponentPlan plan : settled) {
            plans.put(plan.component(), plan);
            owned.add(plan.groups(), plan.retained());
            running.addAll(plan.groups());
            plan.groups().forEach(group -> homes.put(group.name(), plan.component()));
            plan.groups().forEach(group -> loads.add(cluster, group));
            plan.retained().forEach(retained -> loads.add(cluster, retained));
        }
        this.ids = new VirtualRouterIDAllocator(cluster, owned);
    }

    VirtualRouterIDAllocator ids() {
        return ids;
    }

    NodeLoads loads() {
        return loads;
    }

    /** Returns the groups of all components that run. */
    List<RouterGroup> running() {
        return running;
    }

    /** Returns the plan of every component. */
    Collection<ComponentPlan> plans() {
        return plans.values();
    }

    /** Replaces the plan of a component. */
    void replace(ComponentPlan plan) {
        plans.put(plan.component(), plan);
    }

    /** Registers the Virtual Router IDs of a component. */
    void own(ComponentPlan plan) {
        plan.groups().forEach(group -> group.routers().forEach(ids::own));
        plan.retained().forEach(ids::own);
    }

    /** Adds a group whose nodes and IDs are chosen. */
    void place(ComponentPlan plan, RouterGroup group) {
        plan.groups().add(group);
        homes.put(group.name(), plan.component());
        loads.add(cluster, group);
        group.routers().forEach(ids::own);
    }

    /** Lets a new group share the virtual routers of another one. */
    void join(RouterGroup group, RouterGroup withAdded, RouterGroup added) {
        planOf(group.name()).replace(withAdded);
        added.requests().forEach(request -> joined.put(request.name(), withAdded.name()));
        NodePlacement top = withAdded.top();
        if (top != null) {
            loads.add(cluster.number(top.node().name()), withAdded.weight() - (long) group.weight());
        }
    }

    /** Returns the groups of other components that share their virtual routers with VirtualIPs of this component. */
    List<RouterGroup> joinedBy(RequestComponent component) {
        List<RouterGroup> groups = new ArrayList<>(0);
        for (VirtualIPRequest request : component.requests()) {
            @Nullable String name = joined.get(request.name());
            if (name != null && planOf(name).component() != component) {
                planOf(name).groups().stream()
                        .filter(group -> group.name().equals(name) && !groups.contains(group))
                        .forEach(groups::add);
            }
        }
        return groups;
    }

    private ComponentPlan planOf(String group) {
        return Objects.requireNonNull(plans.get(Objects.requireNonNull(homes.get(group))));
    }
}
