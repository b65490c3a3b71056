package dev.virtualip.operator.snapshot;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.Taint;
import dev.virtualip.operator.snapshot.NodeObject.AddressPart;
import dev.virtualip.operator.snapshot.NodeObject.ConditionPart;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the part of a Node on which a plan depends. */
public final class NodeReader {
    private static final String ANNOTATIONS = ApiGroup.NAME + "/";

    private NodeReader() {}

    /** Removes annotations of others, which can be large, and conditions and addresses that no plan reads. */
    static void trim(NodeObject node) {
        Map<String, String> annotations = node.getMetadata().getAnnotations();
        if (annotations != null) {
            annotations.keySet().removeIf(key -> !key.startsWith(ANNOTATIONS));
        }
        node.setStatus(new NodeObject.Status(
                ready(node).map(List::of).orElse(List.of()),
                internal(node).map(List::of).orElse(List.of())));
    }

    /** Whether a plan depends on the difference between two states of a Node. */
    public static boolean differ(NodeObject a, NodeObject b) {
        return !Objects.equals(a.getMetadata().getUid(), b.getMetadata().getUid())
                || !observed(a, null, "").equals(observed(b, null, ""));
    }

    /**
     * Returns the observed Node.
     *
     * @param agentPodReady whether the agent's Pod on it is Ready; null: agents run without Pods in this cluster
     * @param agentProblem why it is not Ready; empty: not known
     */
    static ObservedNode observed(NodeObject node, @Nullable Boolean agentPodReady, String agentProblem) {
        Optional<ConditionPart> ready = ready(node);
        return new ObservedNode(
                node.getMetadata().getName(),
                orEmpty(node.getMetadata().getLabels()),
                orEmpty(node.getMetadata().getAnnotations()),
                taints(node),
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().unschedulable()),
                node.isMarkedForDeletion(),
                ready.filter(condition -> "True".equals(condition.status())).isPresent(),
                ready.map(ConditionPart::lastTransitionTime)
                        .map(NodeReader::instant)
                        .orElse(null),
                agentPodReady,
                agentProblem,
                internal(node).map(AddressPart::address).orElse(""));
    }

    /** The first one: with two families that of the family that the cluster prefers. */
    private static Optional<AddressPart> internal(NodeObject node) {
        List<AddressPart> addresses =
                node.getStatus() == null ? null : node.getStatus().addresses();
        return (addresses == null ? List.<AddressPart>of() : addresses)
                .stream()
                        .filter(address -> "InternalIP".equals(address.type()) && address.address() != null)
                        .findFirst();
    }

    private static List<Taint> taints(NodeObject node) {
        List<NodeObject.TaintPart> taints =
                node.getSpec() == null ? null : node.getSpec().taints();
        return taints == null
                ? List.of()
                : taints.stream()
                        .map(taint -> new Taint(orEmpty(taint.key()), orEmpty(taint.value()), orEmpty(taint.effect())))
                        .toList();
    }

    private static Optional<ConditionPart> ready(NodeObject node) {
        List<ConditionPart> conditions =
                node.getStatus() == null ? null : node.getStatus().conditions();
        return conditions == null
                ? Optional.empty()
                : conditions.stream()
                        .filter(condition -> "Ready".equals(condition.type()))
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
