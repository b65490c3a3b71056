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

/**
 * Checks what the operator may read in its namespace. Logs once what is unreadable; the operator then works without it.
 */
public final class AccessCheck {
    private static final Logger LOG = LoggerFactory.getLogger(AccessCheck.class);

    private AccessCheck() {}

    /**
     * Tries to read the inputs of a plan.
     *
     * @param services whether the operator is configured to serve Services
     */
    public static Access find(KubernetesClient client, String namespace, Collection<String> secrets, boolean services) {
        boolean pods = allowed(
                "agent Pods: their readiness is ignored",
                () -> client.resources(PodObject.class)
                        .inNamespace(namespace)
                        .withLabelSelector(AgentPods.LABEL)
                        .list(new ListOptionsBuilder().withLimit(1L).build()));
        Set<String> readable = secrets.stream()
                .filter(name -> allowed(
                        "Secret " + name + ": VirtualIPs that refer to it are refused",
                        () -> client.resources(SecretObject.class)
                                .inNamespace(namespace)
                                .withField("metadata.name", name)
                                .list()))
                .collect(Collectors.toUnmodifiableSet());
        ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
        boolean daemonSet = pods
                && allowed(
                        "the agent DaemonSet and its Events: the reason of a missing agent Pod is not reported", () -> {
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
                        "definition " + name + ": deleting it withdraws every address of its kind",
                        () -> client.resources(DefinitionObject.class)
                                .withField("metadata.name", name)
                                .list()));
        boolean servable = allowed(
                services
                        ? "Services, namespaces and EndpointSlices: Services get no address"
                        : "Services, namespaces and EndpointSlices: those that were served keep the finalizer",
                () -> {
                    client.resources(ServiceObject.class).inAnyNamespace().list(one);
                    client.resources(NamespaceObject.class).list(one);
                    client.resources(EndpointSliceObject.class).inAnyNamespace().list(one);
                });
        return new Access(pods, daemonSet, definitions, servable, readable);
    }

    private static boolean allowed(String what, Runnable read) {
        try {
            read.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            LOG.warn("No permission to read {} ({})", what, ApiFailure.text(e));
            return false;
        }
    }
}
