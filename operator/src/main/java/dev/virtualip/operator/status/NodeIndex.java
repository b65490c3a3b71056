package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import dev.virtualip.operator.status.MemberView.PendingGeneration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The known facts about each node, by its name. */
final class NodeIndex {
    /** Without the generation: each change of another virtual router raises it and would change the message. */
    private static final String NOT_APPLIED = "its agent has not applied its VRRPRouter yet";

    private final Plan plan;
    private final Map<String, ObservedRouter> routers;
    private final Map<String, ObservedNode> nodes = new HashMap<>();
    private final NodeMacs macs;

    NodeIndex(Plan plan, Observed observed) {
        this.plan = plan;
        this.routers = observed.routers();
        observed.nodes().forEach(node -> nodes.put(node.name(), node));
        macs = new NodeMacs(routers);
    }

    /** The reason why the last report of a node's agent may be out of date; null: it is current. */
    @Nullable
    String silenceCause(String name) {
        ObservedNode node = nodes.get(name);
        if (node == null) {
            return "its Node does not exist";
        }
        if (!node.ready()) {
            return "its Node is not Ready";
        }
        if (!Boolean.FALSE.equals(node.agentPodReady())) {
            return null;
        }
        return "the Pod of its agent is not Ready" + (node.agentProblem().isEmpty() ? "" : ": " + node.agentProblem());
    }

    /** The last report of a node's agent about a virtual router; null: none. */
    @Nullable
    VirtualRouterStatus report(String node, ServingRouter router) {
        VirtualRouterStatus report = reported(node, router);
        return report == null ? null : macs.named(report, node, other -> claimsActive(other, router));
    }

    private boolean claimsActive(String node, ServingRouter router) {
        VirtualRouterStatus report = reported(node, router);
        return report != null && RouterState.ACTIVE.is(report.state());
    }

    private @Nullable VirtualRouterStatus reported(String node, ServingRouter router) {
        ObservedRouter object = routers.get(node);
        VRRPRouterStatus status = object == null ? null : object.status();
        VirtualRouterStatus found = null;
        if (status != null) {
            for (VirtualRouterStatus candidate : status.virtualRouters()) {
                // After a change of its Virtual Router ID the old router is listed too, under the same name, until it
                // ended.
                if (router.name().equals(candidate.name()) && (found == null || isOf(candidate, router))) {
                    found = candidate;
                }
            }
        }
        return StatusSanitizer.report(found);
    }

    private static boolean isOf(VirtualRouterStatus candidate, ServingRouter router) {
        return candidate.virtualRouterID() != null && candidate.virtualRouterID() == router.virtualRouterID();
    }

    /**
     * The change of a virtual router that a node has not carried out yet; null: it runs what the plan says.
     *
     * @param report the last report of its agent about the router; null: none
     */
    @Nullable
    PendingGeneration pending(String node, ServingRouter router, @Nullable VirtualRouterStatus report) {
        ObservedRouter object = routers.get(node);
        if (object == null) {
            return new PendingGeneration("it has no VRRPRouter yet", false, false);
        }
        VirtualRouter present = named(object.spec(), router.name());
        VirtualRouter planned = named(plan.routers().get(node), router.name());
        if (present == null || (planned != null && !RouterSpecComparison.equivalent(planned, present))) {
            return new PendingGeneration("its VRRPRouter is not written yet", false, false);
        }
        VRRPRouterStatus status = object.status();
        if (status == null) {
            return new PendingGeneration("its agent has not reported yet", true, false);
        }
        Long applied = status.observedGeneration();
        if (applied == null || applied < object.generation() || report == null) {
            String complaint = complaint(status);
            boolean elsewhere = complaint.isEmpty() && report != null && RouterSpecComparison.matches(report, present);
            return new PendingGeneration(NOT_APPLIED + complaint, true, elsewhere);
        }
        return null;
    }

    private static @Nullable VirtualRouter named(@Nullable VRRPRouterSpec spec, String name) {
        if (spec != null) {
            for (VirtualRouter router : spec.virtualRouters()) {
                if (name.equals(router.name())) {
                    return router;
                }
            }
        }
        return null;
    }

    private static String complaint(VRRPRouterStatus status) {
        return status.conditions().stream()
                .filter(StatusSanitizer::isComplete)
                .findFirst()
                .map(condition -> ": " + condition.message())
                .orElse("");
    }

    /** Whether the facts about a node, and the plan for it, are the same as in an earlier index. */
    boolean equalFor(String node, NodeIndex earlier) {
        return Objects.equals(routers.get(node), earlier.routers.get(node))
                && Objects.equals(silenceCause(node), earlier.silenceCause(node))
                && Objects.equals(
                        plan.routers().get(node), earlier.plan.routers().get(node));
    }

    /** Whether one of a node's interfaces has a MAC address that a text names. */
    boolean hasMacNamedIn(String node, String text) {
        ObservedRouter object = routers.get(node);
        VRRPRouterStatus status = object == null ? null : object.status();
        if (status != null) {
            for (InterfaceStatus link : status.interfaces()) {
                if (link.mac() != null && text.contains(link.mac())) {
                    return true;
                }
            }
        }
        return false;
    }
}
