package dev.virtualip.agent.api;

import dev.virtualip.agent.api.ApiSettings.Pem;
import dev.virtualip.agent.api.ApiSettings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connection settings of a pod: two environment variables and a folder. */
public final class ServiceAccount {
    /** Folder with a pod's token, namespace and certificate authority. */
    public static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final String HOST = "KUBERNETES_SERVICE_HOST";
    private static final String PORT = "KUBERNETES_SERVICE_PORT";

    private ServiceAccount() {}

    /**
     * The connection settings of this pod.
     *
     * @throws IOException outside a pod; the message names the remedy
     */
    public static ApiSettings settings(Map<String, String> environment, Path folder) throws IOException {
        String host = environment.get(HOST);
        Path token = folder.resolve("token");
        if (host == null || host.isEmpty() || !Files.exists(token)) {
            throw new IOException("not running in a pod with a ServiceAccount (%s is not set, or %s does not exist);"
                            .formatted(HOST, token)
                    + " name a kubeconfig with --kubeconfig FILE");
        }
        String port = environment.getOrDefault(PORT, "443");
        String server = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        String namespace = namespace(folder);
        return new ApiSettings(
                server,
                namespace == null ? "default" : namespace,
                new Tls(new Pem(folder.resolve("ca.crt"), null), Pem.NONE, Pem.NONE, false),
                null,
                token,
                null);
    }

    private static @Nullable String namespace(Path folder) throws IOException {
        Path file = folder.resolve("namespace");
        return Files.exists(file) ? Files.readString(file).strip() : null;
    }
}
