package dev.virtualip.operator.snapshot;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** On which nodes the agent's Pod is Ready, and why it is not on the others. */
public final class AgentPods {
    /** What marks an agent's Pod. */
    static final String LABEL = "app.kubernetes.io/name=virtualip-agent";

    private final Map<String, PodObject> byNode = new HashMap<>();
    private final @Nullable DaemonSetObject daemonSet;
    private final String failure;

    /**
     * What is seen of agents.
     *
     * @param pods their Pods
     * @param daemonSet what makes them; null: there is none
     * @param failures why it cannot make one
     */
    AgentPods(Stream<PodObject> pods, @Nullable DaemonSetObject daemonSet, Stream<FailureEvent> failures) {
        pods.forEach(pod -> {
            String node = pod.node();
            if (node != null) {
                // While a Pod is replaced there are two.
                byNode.merge(node, pod, (a, b) -> better(a, b) ? a : b);
            }
        });
        this.daemonSet = daemonSet;
        this.failure = failures.max(Comparator.comparingLong(AgentPods::version))
                .map(FailureEvent::cause)
                .orElse("");
    }

    private static boolean better(PodObject a, PodObject b) {
        return a.ready() || (!b.ready() && !a.isMarkedForDeletion());
    }

    private static long version(FailureEvent event) {
        return Long.parseUnsignedLong(event.getMetadata().getResourceVersion());
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
        return new AgentPods(pods, null, Stream.of())
                .byNode.entrySet().stream()
                        .filter(entry -> entry.getValue().ready())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** Whether the Pod on a node is Ready; null without DaemonSet and Pods: agents run by other means then. */
    @Nullable
    Boolean ready(String node) {
        PodObject pod = byNode.get(node);
        return (byNode.isEmpty() && daemonSet == null) ? null : Boolean.valueOf(pod != null && pod.ready());
    }

    /** Why no agent's Pod is Ready on a node, for a person; empty: one is, or it is not known. */
    String problem(String node) {
        PodObject pod = byNode.get(node);
        if (pod != null || daemonSet == null) {
            return pod == null ? "" : pod.problem();
        }
        DaemonSetObject.Status numbers = daemonSet.numbers();
        int wanted = numbers.desiredNumberScheduled();
        if (numbers.currentNumberScheduled() >= wanted && wanted > 0) {
            return "DaemonSet %s puts no Pod there: see its nodeSelector, affinity and tolerations"
                    .formatted(DaemonSetObject.NAME);
        }
        String counts = "DaemonSet %s has %d of %d Pods"
                .formatted(DaemonSetObject.NAME, numbers.currentNumberScheduled(), wanted);
        return failure.isEmpty() ? counts : counts + ": " + failure;
    }

    /** Whether a plan could tell the one from the other. */
    static boolean differ(PodObject a, PodObject b) {
        return a.ready() != b.ready()
                || !Objects.equals(a.node(), b.node())
                || !a.problem().equals(b.problem());
    }
}
