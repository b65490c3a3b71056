package dev.virtualip.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** On which nodes the agent's Pod is Ready. */
public final class AgentPods {
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

    /** The nodes on which an agent's Pod is Ready, as the API server has it now. */
    public static Set<String> readyNodes(KubernetesClient client, String namespace) {
        Stream<PodObject> pods =
                client
                        .resources(PodObject.class)
                        .inNamespace(namespace)
                        .withLabelSelector(LABEL)
                        .list()
                        .getItems()
                        .stream();
        return new AgentPods(pods)
                .readyByNode.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
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
