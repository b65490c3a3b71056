package dev.virtualip.cli.bundle;

import dev.virtualip.cli.agent.AgentHttp;
import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ResourceKind;
import dev.virtualip.cli.output.CommandFailedException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects what the API server and the agents show. Secrets are never read. */
final class ClusterBundle {
    private static final int LOG_LINES = 5000;
    private static final int AGENT_PORT = 9851;
    private static final String PROGRAM_LABEL = "app.kubernetes.io/part-of";
    private static final String PROGRAM = "virtualip";

    /** The kinds of ours and the Nodes. */
    private static final List<ResourceDefinitionContext> KINDS = List.of(
            ResourceKind.ofCluster("virtualip.dev", "VirtualIP", "v1alpha1"),
            ResourceKind.ofCluster("virtualip.dev", "VRRPRouter", "v1alpha1"),
            ResourceKind.ofCluster("virtualip.dev", "VirtualIPPool", "v1alpha1"),
            ResourceKind.ofCluster("", "Node", "v1"));

    private static final List<ResourceDefinitionContext> PROGRAM_KINDS = List.of(
            ResourceKind.namespaced("apps", "DaemonSet", "v1"),
            ResourceKind.namespaced("apps", "Deployment", "v1"),
            ResourceKind.namespaced("", "Pod", "v1"),
            ResourceKind.namespaced("batch", "Job", "v1"));

    private final ClusterClient cluster;
    private final BundleFiles files;

    ClusterBundle(ClusterClient cluster, BundleFiles files) {
        this.cluster = cluster;
        this.files = files;
    }

    void collect() {
        files.collect(
                "version",
                () -> files.json(
                        "version.json",
                        cluster.ask(() -> Map.of(
                                "server",
                                Objects.requireNonNullElse(
                                        cluster.client().getKubernetesVersion().getGitVersion(), "")))));
        for (ResourceDefinitionContext kind : KINDS) {
            files.collect(
                    kind.getKind(),
                    () -> files.json(
                            "objects/" + kind.getKind() + ".json",
                            cluster.ask(() -> cluster.client()
                                    .genericKubernetesResources(kind)
                                    .list()
                                    .getItems())));
        }
        for (ResourceDefinitionContext kind : PROGRAM_KINDS) {
            files.collect(kind.getKind(), () -> files.json("programs/" + kind.getKind() + ".json", programs(kind)));
        }
        files.collect("kube-proxy", () -> files.json("kube-proxy.json", kubeProxy()));
        files.collect("events", () -> files.json("events.json", events()));
        files.collect("pods", this::pods);
    }

    private List<GenericKubernetesResource> programs(ResourceDefinitionContext kind) throws CommandFailedException {
        return cluster.ask(() -> cluster.client()
                .genericKubernetesResources(kind)
                .inAnyNamespace()
                .withLabel(PROGRAM_LABEL, PROGRAM)
                .list()
                .getItems());
    }

    private Map<String, String> kubeProxy() throws CommandFailedException {
        var config = cluster.ask(() -> cluster.client()
                .configMaps()
                .inNamespace("kube-system")
                .withName("kube-proxy")
                .get());
        String text = config == null || config.getData() == null
                ? "there is no ConfigMap kube-system/kube-proxy"
                : config.getData().getOrDefault("config.conf", "");
        return Map.of("config.conf", text);
    }

    /** Events about our objects and our programs. */
    private List<Event> events() throws CommandFailedException {
        return cluster
                .ask(() ->
                        cluster.client().v1().events().inAnyNamespace().list().getItems())
                .stream()
                .filter(event -> {
                    String version =
                            Objects.requireNonNullElse(event.getInvolvedObject().getApiVersion(), "");
                    String name =
                            Objects.requireNonNullElse(event.getInvolvedObject().getName(), "");
                    return version.startsWith("virtualip.dev") || name.startsWith("virtualip");
                })
                .toList();
    }

    private void pods() throws CommandFailedException {
        List<Pod> pods = cluster.ask(() -> cluster.client()
                .pods()
                .inAnyNamespace()
                .withLabel(PROGRAM_LABEL, PROGRAM)
                .list()
                .getItems());
        for (Pod pod : pods) {
            String name = pod.getMetadata().getName();
            for (Container container : pod.getSpec().getContainers()) {
                String file = "logs/" + name + "." + container.getName();
                files.collect(file, () -> files.text(file + ".log", log(pod, container, false)));
                boolean restarted = pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(status -> status.getRestartCount() != null && status.getRestartCount() > 0);
                if (restarted) {
                    files.collect(file, () -> files.text(file + ".previous.log", log(pod, container, true)));
                }
            }
            // A Pod that has no node yet has no agent to ask.
            if (name.startsWith("virtualip-agent") && pod.getSpec().getNodeName() != null) {
                files.collect("agent " + pod.getSpec().getNodeName(), () -> agent(pod));
            }
        }
    }

    private String log(Pod pod, Container container, boolean previous) throws CommandFailedException {
        return cluster.ask(() -> {
            var log = cluster.client()
                    .pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .inContainer(container.getName());
            return previous
                    ? log.terminated().tailingLines(LOG_LINES).getLog()
                    : log.tailingLines(LOG_LINES).getLog();
        });
    }

    /** An agent answers on the loopback of its node, which a port-forward reaches. */
    private void agent(Pod pod) throws CommandFailedException {
        String node = pod.getSpec().getNodeName();
        try (LocalPortForward forward = cluster.client()
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .portForward(AGENT_PORT)) {
            String url = "http://127.0.0.1:" + forward.getLocalPort();
            files.collect(
                    "state of " + node,
                    () -> files.text("agents/" + node + ".state.json", AgentHttp.get(url, "state")));
            files.collect(
                    "metrics of " + node,
                    () -> files.text("agents/" + node + ".metrics.txt", AgentHttp.get(url, "metrics")));
        } catch (KubernetesClientException | IOException | UncheckedIOException e) {
            throw new CommandFailedException("the agent is not reached by a port-forward: " + e.getMessage());
        }
    }
}
