package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of each node, by its name. */
final class NodeIndex {
    /** Without the generation: each change of another virtual router raises it, and would have it all said anew. */
    private static final String YET_TO_CARRY_OUT = "its agent has yet to carry out what its VRRPRouter says";

    private final Plan plan;
    private final Map<String, ObservedRouter> routers;
    private final Map<String, ObservedNode> nodes = new HashMap<>();

    NodeIndex(Plan plan, Observed observed) {
        this.plan = plan;
        this.routers = observed.routers();
        observed.nodes().forEach(node -> nodes.put(node.name(), node));
    }

    /** Why what the node's agent said last may be out of date; null: it is not. */
    @Nullable
    String silence(String name) {
        ObservedNode node = nodes.get(name);
        if (node == null) {
            return "its Node is gone";
        }
        if (!node.ready()) {
            return "its Node is not Ready";
        }
        if (!Boolean.FALSE.equals(node.agentPodReady())) {
            return null;
        }
        return "the Pod of its agent is not Ready" + (node.agentProblem().isEmpty() ? "" : ": " + node.agentProblem());
    }

    /** What a node's agent said last of a virtual router; null: nothing. */
    @Nullable
    VirtualRouterStatus report(String node, ServingRouter router) {
        ObservedRouter object = routers.get(node);
        VRRPRouterStatus status = object == null ? null : object.status();
        VirtualRouterStatus found = null;
        if (status != null) {
            for (VirtualRouterStatus candidate : status.virtualRouters()) {
                // After a change of its ID the old one is listed too, under the same name, until it is gone.
                if (router.name().equals(candidate.name()) && (found == null || isOf(candidate, router))) {
                    found = candidate;
                }
            }
        }
        return Sound.report(found);
    }

    private static boolean isOf(VirtualRouterStatus candidate, ServingRouter router) {
        return candidate.virtualRouterID() != null && candidate.virtualRouterID() == router.virtualRouterID();
    }

    /**
     * What a node has not carried out yet of a virtual router; null: it runs what the plan says.
     *
     * @param report what its agent said last of it; null: nothing
     */
    @Nullable
    Lag lag(String node, ServingRouter router, @Nullable VirtualRouterStatus report) {
        ObservedRouter object = routers.get(node);
        if (object == null) {
            return new Lag("it has no VRRPRouter yet", false, false);
        }
        VirtualRouter present = named(object.spec(), router.name());
        VirtualRouter planned = named(plan.routers().get(node), router.name());
        if (present == null || (planned != null && !SameWork.in(planned, present))) {
            return new Lag("its VRRPRouter is about to be written", false, false);
        }
        VRRPRouterStatus status = object.status();
        if (status == null) {
            return new Lag("its agent has not reported yet", true, false);
        }
        Long carriedOut = status.observedGeneration();
        if (carriedOut == null || carriedOut < object.generation() || report == null) {
            String complaint = complaint(status);
            boolean elsewhere = complaint.isEmpty() && report != null && SameWork.shows(report, present);
            return new Lag(YET_TO_CARRY_OUT + complaint, true, elsewhere);
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
                .filter(Sound::isWhole)
                .findFirst()
                .map(condition -> ": " + condition.message())
                .orElse("");
    }

    /** Whether nothing has changed that is known of a node, or planned for it. */
    boolean knowsTheSame(String node, NodeIndex earlier) {
        return Objects.equals(routers.get(node), earlier.routers.get(node))
                && Objects.equals(silence(node), earlier.silence(node))
                && Objects.equals(
                        plan.routers().get(node), earlier.plan.routers().get(node));
    }

    /** Whether one of a node's interfaces has the hardware address that a text names. */
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
