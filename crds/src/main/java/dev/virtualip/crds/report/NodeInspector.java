package dev.virtualip.crds.report;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the state of one node and what is wrong with it. */
final class NodeInspector {
    private static final String KIND = "Node";

    private final String name;
    private final @Nullable ReportedNode node;
    private final @Nullable VRRPRouter router;
    private final boolean nodesKnown;
    private final List<ReportedProblem> problems = new ArrayList<>();

    /**
     * Prepares the inspection.
     *
     * @param node its Node; null: it is gone, or Nodes cannot be read
     * @param router its VRRPRouter; null: there is none
     * @param nodesKnown whether Nodes can be read
     */
    NodeInspector(String name, @Nullable ReportedNode node, @Nullable VRRPRouter router, boolean nodesKnown) {
        this.name = name;
        this.node = node;
        this.router = router;
        this.nodesKnown = nodesKnown;
        inspect();
    }

    List<ReportedProblem> problems() {
        return problems;
    }

    NodeReport report() {
        return new NodeReport(
                name, count(RouterState.ACTIVE), count(RouterState.BACKUP), agent(), state(), recentLateness());
    }

    private void inspect() {
        if (takesPart() && !reports()) {
            add(
                    Severity.DEGRADED,
                    "AgentSilent",
                    "Its agent has not reported on its virtual routers",
                    "Check the agent: kubectl get pods -A -o wide -l app.kubernetes.io/name=virtualip-agent");
        }
        VRRPRouterStatus status = status();
        if (status != null) {
            status.conditions().stream()
                    .filter(condition -> ConditionStatus.FALSE.is(condition.status()))
                    .forEach(this::add);
        }
        problems.addAll(LatenessInspector.problems(name, recentLateness()));
        if (nodesKnown && node == null && takesPart()) {
            add(
                    Severity.NOTICE,
                    "NodeGone",
                    "The Node is gone, and its addresses are not confirmed to be released",
                    "If the host still runs, stop its agent; the operator then deletes the VRRPRouter");
        }
        inspectDrain();
    }

    private void inspectDrain() {
        String drain = drain();
        if (drain.isEmpty() || drain.equals(ApiGroup.DRAIN_COMPLETE)) {
            return;
        }
        if (drain.endsWith("blocked")) {
            add(
                    Severity.DEGRADED,
                    "DrainBlocked",
                    "It cannot hand over all of its addresses (%s): no other node can take the rest".formatted(drain),
                    "See which, and why: virtualip simulate drain " + name);
        } else if (drain.equals("unknown")) {
            add(
                    Severity.DEGRADED,
                    "DrainUnknown",
                    "It is in maintenance or cordoned, but its agent does not report which addresses it holds",
                    "Check the agent before you reboot the node");
        } else {
            add(Severity.NOTICE, "Draining", "It hands over its addresses: " + drain, "");
        }
    }

    private void add(Condition condition) {
        add(Severity.DEGRADED, condition.reason(), condition.message(), Remedy.of(condition.reason(), name));
    }

    private void add(Severity severity, String reason, String message, String remedy) {
        problems.add(new ReportedProblem(severity, KIND, name, reason, message, remedy));
    }

    private @Nullable VRRPRouterStatus status() {
        return router == null ? null : router.getStatus();
    }

    private @Nullable String recentLateness() {
        VRRPRouterStatus status = status();
        return status == null ? null : status.recentLateness();
    }

    private boolean takesPart() {
        return router != null
                && router.getSpec() != null
                && !router.getSpec().virtualRouters().isEmpty();
    }

    private boolean reports() {
        VRRPRouterStatus status = status();
        return status != null && status.observedGeneration() != null;
    }

    private int count(RouterState state) {
        VRRPRouterStatus status = status();
        return status == null
                ? 0
                : (int) status.virtualRouters().stream()
                        .filter(one -> state.is(one.state()))
                        .count();
    }

    private String agent() {
        VRRPRouterStatus status = status();
        if (router == null || status == null || status.observedGeneration() == null) {
            return "none reports";
        }
        Long generation = router.getMetadata().getGeneration();
        return generation != null && status.observedGeneration() < generation ? "behind" : "ok";
    }

    private String state() {
        List<String> words = new ArrayList<>();
        if (node == null) {
            words.add(nodesKnown ? "gone" : "-");
        } else {
            words.add(node.ready() ? "Ready" : "NotReady");
            if (node.cordoned()) {
                words.add("cordoned");
            }
            if (node.inMaintenance()) {
                words.add("in maintenance");
            }
        }
        String drain = drain();
        if (!drain.isEmpty()) {
            words.add(drain.equals(ApiGroup.DRAIN_COMPLETE) ? "drained" : drain);
        }
        return String.join(", ", words);
    }

    private String drain() {
        Map<String, String> annotations =
                router == null ? null : router.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(ApiGroup.DRAIN, "");
    }
}
