package dev.virtualip.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** On which nodes the agent's Pod is Ready. */
public final class AgentPods {
    /** What marks an agent's Pod. */
    public static final String LABEL = "app.kubernetes.io/name=virtualip-agent";

    private static final String READY = "Ready";

    private final Map<String, Boolean> readyByNode = new HashMap<>();

    AgentPods(Stream<Pod> pods) {
        pods.filter(pod -> pod.getSpec() != null && pod.getSpec().getNodeName() != null)
                .forEach(pod -> readyByNode.merge(pod.getSpec().getNodeName(), ready(pod), Boolean::logicalOr));
    }

    /** Whether the Pod on a node is Ready; null when there is no agent's Pod anywhere: agents run without Pods then. */
    @Nullable
    Boolean ready(String node) {
        return readyByNode.isEmpty() ? null : readyByNode.getOrDefault(node, false);
    }

    /** Takes away what is not looked at. */
    public static void trim(Pod pod) {
        String node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
        boolean ready = ready(pod);
        Pod small = new PodBuilder()
                .withNewSpec()
                .withNodeName(node)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType(READY)
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus()
                .build();
        pod.setSpec(small.getSpec());
        pod.setStatus(small.getStatus());
    }

    /** Whether a plan could tell the one from the other. */
    public static boolean differ(Pod a, Pod b) {
        return ready(a) != ready(b)
                || !String.valueOf(a.getSpec().getNodeName())
                        .equals(String.valueOf(b.getSpec().getNodeName()));
    }

    private static boolean ready(Pod pod) {
        List<PodCondition> conditions =
                pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
        return !pod.isMarkedForDeletion()
                && conditions.stream()
                        .anyMatch(
                                condition -> READY.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
