package dev.virtualip.operator.snapshot;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.snapshot.SnapshotSources.Access;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator may read in its namespace. What it may not is said once, and done without. */
public final class AccessCheck {
    private static final Logger LOG = LoggerFactory.getLogger(AccessCheck.class);

    private AccessCheck() {}

    /** Tries to read what a plan looks at. */
    public static Access find(KubernetesClient client, String namespace, Collection<String> secrets) {
        boolean pods = allowed(
                "the agents' Pods, so whether they are Ready does not count",
                () -> client.resources(PodObject.class)
                        .inNamespace(namespace)
                        .withLabelSelector(AgentPods.LABEL)
                        .list(new ListOptionsBuilder().withLimit(1L).build()));
        Set<String> readable = secrets.stream()
                .filter(name -> allowed(
                        "Secret " + name + ", so a secretRef to it counts as not found",
                        () -> client.resources(SecretObject.class)
                                .inNamespace(namespace)
                                .withField("metadata.name", name)
                                .list()))
                .collect(Collectors.toUnmodifiableSet());
        ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
        boolean daemonSet = pods
                && allowed(
                        "the agents' DaemonSet and Events about it, so why an agent's Pod is missing is not said",
                        () -> {
                            client.resources(DaemonSetObject.class)
                                    .inNamespace(namespace)
                                    .withField("metadata.name", DaemonSetObject.NAME)
                                    .list();
                            client.resources(FailureEvent.class)
                                    .inNamespace(namespace)
                                    .list(one);
                        });
        boolean definitions = DefinitionObject.NAMES.stream()
                .allMatch(name -> allowed(
                        "definition " + name + ", so deleting it withdraws every address of its kind",
                        () -> client.resources(DefinitionObject.class)
                                .withField("metadata.name", name)
                                .list()));
        return new Access(pods, daemonSet, definitions, readable);
    }

    private static boolean allowed(String what, Runnable read) {
        try {
            read.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            LOG.warn("Unreadable: {} ({})", what, ApiFailure.text(e));
            return false;
        }
    }
}
