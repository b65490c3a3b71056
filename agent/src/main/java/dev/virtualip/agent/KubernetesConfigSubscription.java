package dev.virtualip.agent;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiHealth;
import dev.virtualip.agent.api.EndpointSliceWatcher;
import dev.virtualip.agent.config.kubernetes.VRRPRouterWatcher;
import dev.virtualip.agent.linux.TcpTimeouts;
import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.http.ReportSources;
import dev.virtualip.agent.report.status.StatusWriter;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Subscription to this node's VRRPRouter: applies its spec and writes its status. Its threads have the default
 * priority. A lower one would delay VRRP: at each safepoint the event loop waits until all threads have stopped, and a
 * thread needs the processor to stop (on a busy machine 100 ms with nice 10, 11 ms without).
 */
final class KubernetesConfigSubscription implements ConfigSubscription, VRRPRouterWatcher.Listener {
    private final AgentRuntime runtime;
    private final ApiHealth health = new ApiHealth();
    private final ApiClient client;
    private final ClusterServiceEndpoints services;
    private final boolean startedFromLastKnown;
    private volatile boolean applied;
    private volatile AppliedConfig appliedConfig = AppliedConfig.NONE;
    private volatile @Nullable StatusWriter statusWriter;
    private volatile @Nullable VRRPRouterWatcher watcher;
    private volatile boolean closed;

    private KubernetesConfigSubscription(KubernetesConfigSource source, AgentRuntime runtime) {
        this.runtime = runtime;
        this.client = new ApiClient(source, health, TcpTimeouts::set);
        this.services = source.services();
        this.startedFromLastKnown = source.lastKnown().exists();
    }

    static KubernetesConfigSubscription start(KubernetesConfigSource source, AgentRuntime runtime) {
        KubernetesConfigSubscription subscription = new KubernetesConfigSubscription(source, runtime);
        Thread.ofPlatform().daemon().name("kubernetes").start(() -> subscription.begin(source));
        return subscription;
    }

    private void begin(KubernetesConfigSource source) {
        statusWriter = StatusWriter.start(client, VRRPRouterWatcher.path(source.node()), runtime::snapshot);
        watcher = VRRPRouterWatcher.start(
                client,
                source.source().namespace(),
                source.lastKnown(),
                new VRRPRouterWatcher.Parts(source.storedConfig(), this));
        services.begin(
                new EndpointSliceWatcher(client, source.node()),
                text -> runtime.warn(NoticeKind.TOO_MANY_SERVICES, text));
        if (closed) {
            close();
        }
    }

    @Override
    public void applySpecs(List<VirtualRouterSpec> specs) {
        try {
            runtime.apply(specs);
        } catch (CompletionException e) {
            throw new IllegalStateException("the event loop does not accept changes: " + e.getCause(), e);
        }
        applied = true;
        runtime.info(NoticeKind.CONFIG_APPLIED, "applied the VRRPRouter: %d virtual routers".formatted(specs.size()));
    }

    @Override
    public void configApplied(AppliedConfig config, boolean resync) {
        appliedConfig = config;
        StatusWriter writer = statusWriter;
        if (writer != null) {
            writer.configApplied(config, resync);
        }
    }

    @Override
    public void noticed(Notice notice) {
        runtime.reporter().noticed(notice);
    }

    @Override
    public void reload() {
        client.reconnect();
    }

    @Override
    public boolean ready() {
        return startedFromLastKnown || applied;
    }

    /** Each virtual router that is refused has a condition of its own. */
    @Override
    public @Nullable String refusal() {
        return null;
    }

    @Override
    public void stateChanged() {
        StatusWriter writer = statusWriter;
        if (writer != null) {
            writer.changed();
        }
    }

    @Override
    public ReportSources.Kubernetes kubernetes() {
        return new ReportSources.Kubernetes(() -> appliedConfig, health::snapshot);
    }

    @Override
    public void close() {
        closed = true;
        VRRPRouterWatcher started = watcher;
        if (started != null) {
            started.close();
        }
        services.close();
    }

    @Override
    public void reportStopped() {
        StatusWriter writer = statusWriter;
        if (writer != null) {
            writer.writeFinalStatus();
        }
        client.close();
    }
}
