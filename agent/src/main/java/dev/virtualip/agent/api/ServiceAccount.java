package dev.virtualip.agent.api;

import dev.virtualip.agent.api.ApiSettings.Pem;
import dev.virtualip.agent.api.ApiSettings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connection that Kubernetes gives to every pod: two variables of the environment and a folder. */
public final class ServiceAccount {
    /** Where a pod finds its token, its namespace and whom to trust. */
    public static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final String HOST = "KUBERNETES_SERVICE_HOST";
    private static final String PORT = "KUBERNETES_SERVICE_PORT";

    private ServiceAccount() {}

    /**
     * The connection of this pod.
     *
     * @throws IOException if this is no pod; the message names the remedy
     */
    public static ApiSettings settings(Map<String, String> environment, Path folder) throws IOException {
        String host = environment.get(HOST);
        Path token = folder.resolve("token");
        if (host == null || host.isEmpty() || !Files.exists(token)) {
            throw new IOException("this is not a pod with a ServiceAccount (no %s, or no %s); name a kubeconfig with"
                            .formatted(HOST, token)
                    + " --kubeconfig FILE");
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
