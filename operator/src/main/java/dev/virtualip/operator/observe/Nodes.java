package dev.virtualip.operator.observe;

import dev.virtualip.crds.ApiGroup;
import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Observed.Taint;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is looked at of a Node. */
public final class Nodes {
    private static final String ANNOTATIONS = ApiGroup.NAME + "/";
    private static final String READY = "Ready";

    private Nodes() {}

    /** Takes away what is not looked at: images, capacities, other people's annotations. */
    public static void trim(Node node) {
        Map<String, String> annotations = node.getMetadata().getAnnotations();
        if (annotations != null) {
            annotations.keySet().removeIf(key -> !key.startsWith(ANNOTATIONS));
        }
        node.setStatus(new NodeStatusBuilder()
                .withConditions(ready(node).map(List::of).orElse(List.of()))
                .build());
    }

    /** Whether a plan could tell the one from the other. */
    public static boolean differ(Node a, Node b) {
        return !Objects.equals(a.getMetadata().getUid(), b.getMetadata().getUid())
                || !observed(a, null).equals(observed(b, null));
    }

    /**
     * A Node as the planner sees it.
     *
     * @param agentPodReady whether the agent's Pod on it is Ready; null: agents run without Pods in this cluster
     */
    static ObservedNode observed(Node node, @Nullable Boolean agentPodReady) {
        Optional<NodeCondition> ready = ready(node);
        return new ObservedNode(
                node.getMetadata().getName(),
                orEmpty(node.getMetadata().getLabels()),
                orEmpty(node.getMetadata().getAnnotations()),
                taints(node),
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable()),
                node.isMarkedForDeletion(),
                ready.filter(condition -> "True".equals(condition.getStatus())).isPresent(),
                ready.map(NodeCondition::getLastTransitionTime)
                        .map(Nodes::instant)
                        .orElse(null),
                agentPodReady);
    }

    private static List<Taint> taints(Node node) {
        return node.getSpec() == null
                ? List.of()
                : node.getSpec().getTaints().stream()
                        .map(taint -> new Taint(
                                orEmpty(taint.getKey()), orEmpty(taint.getValue()), orEmpty(taint.getEffect())))
                        .toList();
    }

    private static Optional<NodeCondition> ready(Node node) {
        NodeStatus status = node.getStatus();
        return status == null
                ? Optional.empty()
                : status.getConditions().stream()
                        .filter(condition -> READY.equals(condition.getType()))
                        .findFirst();
    }

    private static @Nullable Instant instant(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
