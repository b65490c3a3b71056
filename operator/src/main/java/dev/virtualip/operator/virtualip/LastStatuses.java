package dev.virtualip.operator.virtualip;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.leader.Fence;
import dev.virtualip.operator.status.Withdrawn;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of every VirtualIP that it was withdrawn: what stood there before would stand there for ever. An administrator
 * waits for it, so it ends after a while with those that it has come to.
 */
public final class LastStatuses {
    private static final Logger LOG = LoggerFactory.getLogger(LastStatuses.class);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

    /** Somebody may change one in the meantime. */
    private static final int ROUNDS = 3;

    private final StatusStore store;
    private final Supplier<List<VirtualIP>> virtualIPs;
    private final InstantSource clock;

    LastStatuses(StatusStore store, Supplier<List<VirtualIP>> virtualIPs, InstantSource clock) {
        this.store = store;
        this.virtualIPs = virtualIPs;
        this.clock = clock;
    }

    /** In this cluster. */
    public static LastStatuses of(KubernetesClient client) {
        return new LastStatuses(
                new ClusterStatuses(client),
                () -> client.resources(VirtualIP.class).list().getItems(),
                InstantSource.system());
    }

    /**
     * Says it.
     *
     * @param fence whether we may write
     * @param silent nodes that have not confirmed that they let go
     */
    public void say(Fence fence, List<String> silent) {
        Instant end = clock.instant().plus(ENDS_WITHIN);
        boolean all = false;
        for (int round = 0; round < ROUNDS && !all; round++) {
            try {
                all = sayOnce(fence, silent, end);
            } catch (KubernetesClientException e) {
                LOG.warn("VirtualIPs cannot be listed: {}", ApiFailure.text(e));
            }
        }
        if (!all) {
            LOG.warn("Some VirtualIPs still say what was so before");
        }
    }

    private boolean sayOnce(Fence fence, List<String> silent, Instant end) {
        boolean all = true;
        for (VirtualIP virtualIP : virtualIPs.get()) {
            VirtualIPStatus last = Objects.requireNonNullElseGet(virtualIP.getStatus(), VirtualIPStatus::none);
            VirtualIPStatus status = Withdrawn.of(last, silent, clock.instant());
            if (status.equals(last)) {
                continue;
            }
            if (!fence.holds() || clock.instant().isAfter(end)) {
                return false;
            }
            try {
                store.apply(virtualIP, status);
            } catch (KubernetesClientException e) {
                all = false;
                LOG.warn("VirtualIP {}: {}", virtualIP.getMetadata().getName(), ApiFailure.text(e));
            }
        }
        return all;
    }
}
