package dev.virtualip.operator;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.api.PingingHttpClientFactory;
import dev.virtualip.operator.snapshot.LenientJson;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the cluster.
 *
 * @param client the client of the API server
 * @param namespace the namespace of the Lease and the Secrets
 */
record ClusterConnection(KubernetesClient client, String namespace) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterConnection.class);

    /** An operator that starts together with its cluster waits for the API server. */
    private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /**
     * Shorter than the time between the end of a leader's writes and the expiry of its Lease, so that its last request
     * ends before another leader begins.
     */
    private static final int REQUEST_TIMEOUT_MILLIS = 5000;

    /** The kernel repeats a lost SYN after 1 s, then less and less often; a new attempt sends one at once. */
    private static final int CONNECT_TIMEOUT_MILLIS = 3000;

    /** The client doubles it up to 32 times: a watch is open at most 3.2 s after the API server is back. */
    private static final int WATCH_RECONNECT_MILLIS = 100;

    private static final int MIN_MINOR_VERSION = 31;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Reads the configuration of the client; nothing is sent yet. */
    static ClusterConnection find(OperatorOptions.Run options, Map<String, String> environment)
            throws StartupException {
        Config found = config(options.kubeconfig(), environment);
        String namespace = options.namespace() != null ? options.namespace() : found.getNamespace();
        Config config = new ConfigBuilder(found)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
                .withWatchReconnectInterval(WATCH_RECONNECT_MILLIS)
                // The writers retry by themselves, with what is current by then.
                .withRequestRetryBackoffLimit(0)
                .withUserAgent("virtualip-operator/" + OperatorVersion.get())
                .build();
        return new ClusterConnection(client(config), namespace == null ? "default" : namespace);
    }

    /** Fabric8 assumes that a key in PKCS 8 is an RSA key, so an EC key needs a second attempt. */
    private static KubernetesClient client(Config config) throws StartupException {
        try {
            return build(config);
        } catch (KubernetesClientException e) {
            try {
                Config other = new ConfigBuilder(config).withClientKeyAlgo("EC").build();
                return build(other);
            } catch (KubernetesClientException same) {
                throw new StartupException(
                        "The certificates or the key of the kubeconfig cannot be used: " + ApiFailure.text(e));
            }
        }
    }

    private static KubernetesClient build(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new PingingHttpClientFactory())
                .withKubernetesSerialization(LenientJson.serialization())
                .build();
    }

    private static Config config(@Nullable Path kubeconfig, Map<String, String> environment) throws StartupException {
        if (kubeconfig == null) {
            Path home = Path.of(environment.getOrDefault("HOME", "/"), ".kube", "config");
            if (!environment.containsKey("KUBERNETES_SERVICE_HOST")
                    && !environment.containsKey("KUBECONFIG")
                    && !Files.isReadable(home)) {
                throw new StartupException(
                        "no cluster found: not running in a Pod, and neither $KUBECONFIG nor %s exists;".formatted(home)
                                + " give a kubeconfig with --kubeconfig FILE");
            }
            return Config.autoConfigure(null);
        }
        if (!Files.isReadable(kubeconfig)) {
            throw new StartupException(
                    "--kubeconfig %s: the file does not exist or is not readable".formatted(kubeconfig));
        }
        try {
            return Config.fromKubeconfig(kubeconfig.toFile());
        } catch (RuntimeException e) {
            throw new StartupException(
                    "--kubeconfig %s is not a valid kubeconfig: %s".formatted(kubeconfig, ApiFailure.text(e)));
        }
    }

    /** Waits for the API server; fails if it is too old. */
    void check() throws StartupException, InterruptedException {
        long end = System.nanoTime() + STARTUP_TIMEOUT.toNanos();
        boolean logged = false;
        while (true) {
            try {
                check(client.getKubernetesVersion());
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
                        || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                    throw new StartupException("%s rejects the credentials: %s".formatted(url(), ApiFailure.text(e)));
                }
                if (System.nanoTime() - end > 0) {
                    throw new StartupException("%s does not answer: %s".formatted(url(), ApiFailure.text(e)));
                }
                if (!logged) {
                    logged = true;
                    LOG.warn(
                            "{} does not answer yet, retrying for {} s: {}",
                            url(),
                            STARTUP_TIMEOUT.toSeconds(),
                            ApiFailure.text(e));
                }
                Thread.sleep(RETRY_INTERVAL);
            }
        }
    }

    private void check(VersionInfo version) throws StartupException {
        int major = number(version.getMajor());
        int minor = number(version.getMinor());
        if (major < 1 || (major == 1 && minor < MIN_MINOR_VERSION)) {
            throw new StartupException("%s runs Kubernetes %s.%s; 1.%d or newer is required"
                    .formatted(url(), version.getMajor(), version.getMinor(), MIN_MINOR_VERSION));
        }
    }

    /** The UID of the cluster, which is that of its oldest namespace; empty: this operator may not read it. */
    String uid() {
        try {
            Namespace oldest = client.namespaces().withName("kube-system").get();
            return oldest == null ? "" : oldest.getMetadata().getUid();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            LOG.warn("Namespace kube-system is not readable, so agents cannot distinguish this cluster from another"
                    + " one");
            return "";
        }
    }

    /** The URL of the API server, for messages. */
    String url() {
        return client.getConfiguration().getMasterUrl();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Parses a version number; some clusters report {@code 31+}. */
    private static int number(@Nullable String text) {
        Matcher digits = NUMBER.matcher(text == null ? "" : text);
        return digits.find() ? Integer.parseInt(digits.group()) : 0;
    }
}
