package dev.virtualip.cli.cluster;

import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.snapshot.LenientJson;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connection to the API server. Every failure is a message for a person. */
public final class ClusterClient implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 5000;
    private static final int REQUEST_TIMEOUT_MILLIS = 15_000;

    private final KubernetesClient client;

    private ClusterClient(KubernetesClient client) {
        this.client = client;
    }

    /** Prepares the connection; nothing is sent yet. */
    public static ClusterClient connect(ClusterOptions options, Map<String, String> environment)
            throws CommandFailedException {
        Config config = new ConfigBuilder(KubeconfigReader.read(options, environment))
                .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .withUserAgent("virtualip")
                .build();
        return new ClusterClient(client(config));
    }

    /** Fabric8 assumes that a key in PKCS 8 is an RSA key, so an EC key needs a second attempt. */
    private static KubernetesClient client(Config config) throws CommandFailedException {
        try {
            return build(config);
        } catch (KubernetesClientException first) {
            try {
                return build(new ConfigBuilder(config).withClientKeyAlgo("EC").build());
            } catch (KubernetesClientException same) {
                throw new CommandFailedException(
                        "The certificates or the key of the kubeconfig cannot be used: " + ApiFailure.text(first));
            }
        }
    }

    private static KubernetesClient build(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .withKubernetesSerialization(LenientJson.serialization())
                .build();
    }

    /** The client, for requests that this class does not know; see {@link #ask}. */
    public KubernetesClient client() {
        return client;
    }

    /** Lists the objects of a kind, in all namespaces. */
    public <T extends HasMetadata> List<T> list(Class<T> kind) throws CommandFailedException {
        return ask(() -> client.resources(kind).inAnyNamespace().list().getItems());
    }

    /** Lists the objects of a kind without a namespace; none, with a message more in gaps, for want of a right. */
    public <T extends HasMetadata> List<T> listIfAllowed(Class<T> kind, List<String> gaps)
            throws CommandFailedException {
        List<T> found = askIfAllowed(() -> client.resources(kind).list().getItems(), gaps);
        return found == null ? List.of() : found;
    }

    /** Returns an object of a kind without a namespace; null: it does not exist. */
    public <T extends HasMetadata> @Nullable T find(Class<T> kind, String name) throws CommandFailedException {
        return ask(() -> client.resources(kind).withName(name).get());
    }

    /** Sets annotations of an object without a namespace; a null value removes one. */
    public <T extends HasMetadata> void annotate(Class<T> kind, String name, String key, @Nullable String value)
            throws CommandFailedException {
        String text = value == null ? "null" : "\"" + value + "\"";
        String patch = "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(key, text);
        ask(() -> client.resources(kind).withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    /** Sends a request and describes its failure. */
    public <T> T ask(Supplier<T> request) throws CommandFailedException {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw new CommandFailedException(
                    RequestFailure.text(e, client.getConfiguration().getMasterUrl()));
        }
    }

    /**
     * Sends a request whose answer the command can do without; other failures are thrown.
     *
     * @param gaps gets a message more if the right is missing or the API server does not serve it
     * @return null: there is no answer
     */
    public <T> @Nullable T askIfAllowed(Supplier<T> request, List<String> gaps) throws CommandFailedException {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            String text = RequestFailure.text(e, client.getConfiguration().getMasterUrl());
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw new CommandFailedException(text);
            }
            gaps.add(text);
            return null;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
