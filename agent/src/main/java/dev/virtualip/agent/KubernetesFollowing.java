package dev.virtualip.agent;

import dev.virtualip.agent.api.ApiClient;
import dev.virtualip.agent.api.ApiContact;
import dev.virtualip.agent.config.KubernetesSource;
import dev.virtualip.agent.linux.TcpTimeouts;
import dev.virtualip.agent.node.Assignment;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.KubernetesSources;
import dev.virtualip.agent.report.StatusWriter;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An agent at the word of Kubernetes: its object is carried out, and its status written. Its threads have the priority
 * of any other. A lower one would do harm: the event loop waits at each safepoint until they have come to a halt, and
 * for that they need the processor (measured on a busy machine: 100 ms with nice 10, 11 ms without).
 */
final class KubernetesFollowing implements Origin.Following, KubernetesSource.Listener {
    private final Desk desk;
    private final ApiContact contact = new ApiContact();
    private final ApiClient client;
    private final boolean fromCopy;
    private volatile boolean applied;
    private volatile Assignment assignment = Assignment.NONE;
    private volatile @Nullable StatusWriter status;
    private volatile @Nullable KubernetesSource source;
    private volatile boolean closed;

    private KubernetesFollowing(KubernetesOrigin origin, Desk desk) {
        this.desk = desk;
        this.client = new ApiClient(origin, contact, TcpTimeouts::set);
        this.fromCopy = origin.found().found();
    }

    static KubernetesFollowing start(KubernetesOrigin origin, Desk desk) {
        KubernetesFollowing following = new KubernetesFollowing(origin, desk);
        Thread.ofPlatform().daemon().name("kubernetes").start(() -> following.begin(origin));
        return following;
    }

    private void begin(KubernetesOrigin origin) {
        StatusWriter writer = StatusWriter.start(client, KubernetesSource.path(origin.node()), desk::snapshot);
        status = writer;
        KubernetesSource begun = KubernetesSource.start(
                client, origin.source().namespace(), origin.found(), new KubernetesSource.Parts(origin.copy(), this));
        source = begun;
        if (closed) {
            close();
        }
    }

    @Override
    public void run(List<VirtualRouterSpec> specs) {
        try {
            desk.apply(specs);
        } catch (CompletionException e) {
            throw new IllegalStateException("the event loop takes no changes: " + e.getCause(), e);
        }
        applied = true;
        desk.info("ConfigApplied", "VRRPRouter: %d virtual routers".formatted(specs.size()));
    }

    @Override
    public void assigned(Assignment now, boolean anew) {
        assignment = now;
        StatusWriter writer = status;
        if (writer != null) {
            writer.assigned(now, anew);
        }
    }

    @Override
    public void noticed(Notice notice) {
        desk.reporter().noticed(notice);
    }

    @Override
    public void reload() {
        client.reconnect();
    }

    @Override
    public boolean ready() {
        return fromCopy || applied;
    }

    @Override
    public void changed() {
        StatusWriter writer = status;
        if (writer != null) {
            writer.changed();
        }
    }

    @Override
    public KubernetesSources kubernetes() {
        return new KubernetesSources(() -> assignment, contact::standing);
    }

    @Override
    public void close() {
        closed = true;
        KubernetesSource begun = source;
        if (begun != null) {
            begun.close();
        }
    }

    @Override
    public void farewell() {
        StatusWriter writer = status;
        if (writer != null) {
            writer.farewell();
        }
        client.close();
    }
}
