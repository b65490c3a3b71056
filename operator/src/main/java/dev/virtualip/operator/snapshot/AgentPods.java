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

/** The agent Pod of each node: whether it is Ready, and why not. */
public final class AgentPods {
    /** The label of agent Pods. */
    static final String LABEL = "app.kubernetes.io/name=virtualip-agent";

    private final Map<String, PodObject> byNode = new HashMap<>();
    private final @Nullable DaemonSetObject daemonSet;
    private final String failure;

    /**
     * Creates it from the watched objects.
     *
     * @param pods the agent Pods
     * @param daemonSet the DaemonSet of the agents; null: none
     * @param failures the Events that say why it cannot create Pods
     */
    AgentPods(Stream<PodObject> pods, @Nullable DaemonSetObject daemonSet, Stream<FailureEvent> failures) {
        pods.forEach(pod -> {
            String node = pod.node();
            if (node != null) {
                // While a Pod is replaced, a node has two.
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

    /** Returns the nodes with a Ready agent Pod, read from the API server now. */
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

    /**
     * Returns whether the Pod on a node is Ready; null if there is neither a DaemonSet nor a Pod: agents run without
     * Pods then.
     */
    @Nullable
    Boolean ready(String node) {
        PodObject pod = byNode.get(node);
        return (byNode.isEmpty() && daemonSet == null) ? null : Boolean.valueOf(pod != null && pod.ready());
    }

    /** Returns why no agent Pod is Ready on a node, for users; empty: one is, or the reason is not known. */
    String problem(String node) {
        PodObject pod = byNode.get(node);
        if (pod != null || daemonSet == null) {
            return pod == null ? "" : pod.problem();
        }
        DaemonSetObject.Status numbers = daemonSet.numbers();
        int wanted = numbers.desiredNumberScheduled();
        if (numbers.currentNumberScheduled() >= wanted && wanted > 0) {
            return "DaemonSet %s creates no Pod there: check its nodeSelector, affinity and tolerations"
                    .formatted(DaemonSetObject.NAME);
        }
        String counts = "DaemonSet %s has %d of %d Pods"
                .formatted(DaemonSetObject.NAME, numbers.currentNumberScheduled(), wanted);
        return failure.isEmpty() ? counts : counts + ": " + failure;
    }

    /** Whether a plan depends on the difference between two states of a Pod. */
    static boolean differ(PodObject a, PodObject b) {
        return a.ready() != b.ready()
                || !Objects.equals(a.node(), b.node())
                || !a.problem().equals(b.problem());
    }
}
