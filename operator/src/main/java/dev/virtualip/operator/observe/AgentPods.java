package dev.virtualip.operator.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** On which nodes the agent's Pod is Ready. */
final class AgentPods {
    /** What marks an agent's Pod. */
    static final String LABEL = "app.kubernetes.io/name=virtualip-agent";

    private final Map<String, Boolean> readyByNode = new HashMap<>();

    AgentPods(Stream<PodObject> pods) {
        pods.forEach(pod -> {
            String node = pod.node();
            if (node != null) {
                // While a Pod is replaced there are two.
                readyByNode.merge(node, pod.ready(), Boolean::logicalOr);
            }
        });
    }

    /** Whether the Pod on a node is Ready; null when there is no agent's Pod anywhere: agents run without Pods then. */
    @Nullable
    Boolean ready(String node) {
        return readyByNode.isEmpty() ? null : readyByNode.getOrDefault(node, false);
    }

    /** Whether a plan could tell the one from the other. */
    static boolean differ(PodObject a, PodObject b) {
        return a.ready() != b.ready() || !Objects.equals(a.node(), b.node());
    }
}
