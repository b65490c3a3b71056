package dev.virtualip.agent;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiSettings;
import dev.virtualip.agent.api.ServiceAccount;
import dev.virtualip.agent.config.kubernetes.Kubeconfig;
import dev.virtualip.agent.config.kubernetes.LastKnownConfigFile;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration from Kubernetes. The agent starts with the last known configuration on disk; no class of the Kubernetes
 * client is loaded before VRRP runs.
 *
 * @param source the options of the command line
 * @param storedConfig the last known configuration on disk
 * @param lastKnown its content at the start
 * @param services the ready endpoints of Services, for health checks
 */
record KubernetesConfigSource(
        AgentOptions.FromKubernetes source,
        LastKnownConfigFile storedConfig,
        LastKnownConfigFile.ReadResult lastKnown,
        ClusterServiceEndpoints services)
        implements ConfigSource, ApiClient.SettingsSource {

    /** Reads the last known configuration. */
    static KubernetesConfigSource of(AgentOptions.FromKubernetes source, Path stateFolder) {
        LastKnownConfigFile storedConfig = new LastKnownConfigFile(stateFolder, source.node());
        return new KubernetesConfigSource(source, storedConfig, storedConfig.read(), new ClusterServiceEndpoints());
    }

    @Override
    public String node() {
        return source.node();
    }

    @Override
    public List<VirtualRouterSpec> initial() {
        return lastKnown.config().unconfirmed();
    }

    @Override
    public ConfigSubscription subscribe(AgentRuntime runtime) throws IOException {
        if (lastKnown.problem() != null) {
            runtime.warn(NoticeKind.LAST_KNOWN_CONFIG_UNUSABLE, lastKnown.problem());
        }
        try {
            settings();
        } catch (IOException e) {
            if (!lastKnown.exists()) {
                throw e;
            }
            // Virtual routers run already. The file may be repaired while they do.
            runtime.warn(NoticeKind.API_UNREACHABLE, "the virtual routers keep running: " + e.getMessage());
        }
        return KubernetesConfigSubscription.start(this, runtime);
    }

    @Override
    public ApiSettings settings() throws IOException {
        Path kubeconfig = source.kubeconfig();
        return kubeconfig == null
                ? ServiceAccount.settings(System.getenv(), ServiceAccount.FOLDER)
                : Kubeconfig.read(kubeconfig);
    }

    @Override
    public @Nullable Path file() {
        return source.kubeconfig();
    }
}
