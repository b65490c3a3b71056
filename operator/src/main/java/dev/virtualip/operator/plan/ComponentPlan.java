package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.candidates.GroupMove;
import dev.virtualip.operator.plan.candidates.RetainedRouter;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.request.RequestComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plan of one component while it is made. */
public final class ComponentPlan {
    private final RequestComponent component;
    private final List<RouterGroup> groups;
    private final List<RouterGroup> fresh;
    private final List<RetainedRouter> retained;
    private final Map<String, Finding> refused;
    private final Map<String, List<Finding>> pending = new HashMap<>();
    private final Map<String, List<GroupMove>> moves = new HashMap<>();

    /**
     * Creates the plan that follows from the component alone.
     *
     * @param groups the groups that run, with their nodes; virtual routers that join them may have no ID yet
     * @param fresh the groups without nodes
     * @param retained the virtual routers whose spec stays unchanged
     * @param refused the VirtualIPs that cannot be carried out, by name
     */
    ComponentPlan(
            RequestComponent component,
            List<RouterGroup> groups,
            List<RouterGroup> fresh,
            List<RetainedRouter> retained,
            Map<String, Finding> refused) {
        this.component = component;
        this.groups = new ArrayList<>(groups);
        this.fresh = List.copyOf(fresh);
        this.retained = List.copyOf(retained);
        this.refused = Map.copyOf(refused);
    }

    public RequestComponent component() {
        return component;
    }

    /** Returns the router groups that run, and those placed so far. */
    public List<RouterGroup> groups() {
        return groups;
    }

    /** Returns the router groups that had no nodes at first. */
    public List<RouterGroup> fresh() {
        return fresh;
    }

    public List<RetainedRouter> retained() {
        return retained;
    }

    public Map<String, Finding> refused() {
        return refused;
    }

    /** Returns what each VirtualIP waits for, by name. */
    public Map<String, List<Finding>> pending() {
        return pending;
    }

    /** Returns the planned moves, by the name of the group. */
    public Map<String, List<GroupMove>> moves() {
        return moves;
    }

    /** Records what a VirtualIP waits for. */
    public void wait(String virtualIP, List<Finding> findings) {
        if (!findings.isEmpty()) {
            pending.computeIfAbsent(virtualIP, ignored -> new ArrayList<>()).addAll(findings);
        }
    }

    /** Replaces the router group of the same name. */
    public void replace(RouterGroup group) {
        groups.replaceAll(one -> one.name().equals(group.name()) ? group : one);
    }

    /** Whether a router group has no nodes yet, or a virtual router no Virtual Router ID. */
    public boolean isOpen() {
        return !fresh.isEmpty()
                || groups.stream().anyMatch(group -> group.routers().stream().anyMatch(router -> router.id() == 0));
    }
}
