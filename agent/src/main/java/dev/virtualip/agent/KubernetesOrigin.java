package dev.virtualip.agent;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiSettings;
import dev.virtualip.agent.api.ServiceAccount;
import dev.virtualip.agent.config.CopyOnDisk;
import dev.virtualip.agent.config.Kubeconfig;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes says what to run. At the start it is what the copy on disk says; nothing of Kubernetes is loaded before
 * VRRP is spoken.
 *
 * @param source what the command line says
 * @param copy the copy on disk
 * @param found what it said
 */
record KubernetesOrigin(AgentOptions.FromKubernetes source, CopyOnDisk copy, CopyOnDisk.Found found)
        implements Origin, ApiClient.Origin {

    /** Reads the copy. */
    static KubernetesOrigin of(AgentOptions.FromKubernetes source, Path stateFolder) {
        CopyOnDisk copy = new CopyOnDisk(stateFolder, source.node());
        return new KubernetesOrigin(source, copy, copy.read());
    }

    @Override
    public String node() {
        return source.node();
    }

    @Override
    public List<VirtualRouterSpec> initial() {
        return found.holdings().unconfirmed();
    }

    @Override
    public Following follow(Desk desk) throws IOException {
        if (found.problem() != null) {
            desk.warn("CopyBroken", found.problem());
        }
        try {
            settings();
        } catch (IOException e) {
            if (!found.found()) {
                throw e;
            }
            // What runs is worth more than being right about a file that may be right again soon.
            desk.warn("ApiAway", "what runs goes on: " + e.getMessage());
        }
        return KubernetesFollowing.start(this, desk);
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
