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
 * The cluster, as it is reached.
 *
 * @param client speaks to the API server
 * @param namespace where the Lease and the Secrets are
 */
record Cluster(KubernetesClient client, String namespace) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /** An operator that starts together with its cluster need not fail. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Less than a Lease outlives the work of its holder: what was begun while leading has ended before others begin.
     */
    private static final int REQUEST_TIMEOUT_MILLIS = 5000;

    /** A SYN that is lost is sent again after 1 s, then ever more rarely: a new attempt sends one at once. */
    private static final int CONNECT_TIMEOUT_MILLIS = 3000;

    /** The client doubles it up to 32 times: a watch is opened 3.2 s after the API server is back at the latest. */
    private static final int WATCH_AGAIN_MILLIS = 100;

    private static final int OLDEST_MINOR = 31;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Finds out how to reach the cluster; nothing is sent yet. */
    static Cluster find(OperatorOptions.Run options, Map<String, String> environment) throws RefusedException {
        Config found = config(options.kubeconfig(), environment);
        String namespace = options.namespace() != null ? options.namespace() : found.getNamespace();
        Config config = new ConfigBuilder(found)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
                .withWatchReconnectInterval(WATCH_AGAIN_MILLIS)
                // Who writes tries again by itself, with what is right by then.
                .withRequestRetryBackoffLimit(0)
                .withUserAgent("virtualip-operator/" + OperatorVersion.get())
                .build();
        return new Cluster(client(config), namespace == null ? "default" : namespace);
    }

    /** The client takes every key in PKCS 8 for an RSA key, unless it is told. */
    private static KubernetesClient client(Config config) throws RefusedException {
        try {
            return build(config);
        } catch (KubernetesClientException e) {
            try {
                Config other = new ConfigBuilder(config).withClientKeyAlgo("EC").build();
                return build(other);
            } catch (KubernetesClientException same) {
                throw new RefusedException(
                        "the kubeconfig's certificates or key cannot be used: " + ApiFailure.text(e));
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

    private static Config config(@Nullable Path kubeconfig, Map<String, String> environment) throws RefusedException {
        if (kubeconfig == null) {
            Path home = Path.of(environment.getOrDefault("HOME", "/"), ".kube", "config");
            if (!environment.containsKey("KUBERNETES_SERVICE_HOST")
                    && !environment.containsKey("KUBECONFIG")
                    && !Files.isReadable(home)) {
                throw new RefusedException(
                        "no cluster: this is no pod, and there is neither $KUBECONFIG nor %s;".formatted(home)
                                + " name a kubeconfig with --kubeconfig FILE");
            }
            return Config.autoConfigure(null);
        }
        if (!Files.isReadable(kubeconfig)) {
            throw new RefusedException("--kubeconfig %s: no such file, or not readable".formatted(kubeconfig));
        }
        try {
            return Config.fromKubeconfig(kubeconfig.toFile());
        } catch (RuntimeException e) {
            throw new RefusedException(
                    "--kubeconfig %s is no kubeconfig: %s".formatted(kubeconfig, ApiFailure.text(e)));
        }
    }

    /** Waits for the API server and refuses one that is too old. */
    void check() throws RefusedException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean said = false;
        while (true) {
            try {
                check(client.getKubernetesVersion());
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
                        || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                    throw new RefusedException("%s refuses these credentials: %s".formatted(url(), ApiFailure.text(e)));
                }
                if (System.nanoTime() - end > 0) {
                    throw new RefusedException("%s does not answer: %s".formatted(url(), ApiFailure.text(e)));
                }
                if (!said) {
                    said = true;
                    LOG.warn(
                            "{} does not answer yet, waiting {} s for it: {}",
                            url(),
                            PATIENCE.toSeconds(),
                            ApiFailure.text(e));
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private void check(VersionInfo version) throws RefusedException {
        int major = number(version.getMajor());
        int minor = number(version.getMinor());
        if (major < 1 || (major == 1 && minor < OLDEST_MINOR)) {
            throw new RefusedException("%s is Kubernetes %s.%s; 1.%d or newer is needed"
                    .formatted(url(), version.getMajor(), version.getMinor(), OLDEST_MINOR));
        }
    }

    /** What tells this cluster from another one: the UID of its oldest namespace; empty: we may not know. */
    String uid() {
        try {
            Namespace oldest = client.namespaces().withName("kube-system").get();
            return oldest == null ? "" : oldest.getMetadata().getUid();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            LOG.warn("Unreadable: namespace kube-system, so agents cannot tell this cluster from another one");
            return "";
        }
    }

    /** Where it is, for messages. */
    String url() {
        return client.getConfiguration().getMasterUrl();
    }

    @Override
    public void close() {
        client.close();
    }

    /** Some clusters say {@code 31+}. */
    private static int number(@Nullable String text) {
        Matcher digits = NUMBER.matcher(text == null ? "" : text);
        return digits.find() ? Integer.parseInt(digits.group()) : 0;
    }
}
