package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.api.Sleeper;
import dev.virtualip.operator.leader.LeaderFence;
import dev.virtualip.operator.leader.LeaderThread;
import dev.virtualip.operator.planloop.WantedRouter;
import dev.virtualip.operator.snapshot.AgentPods;
import dev.virtualip.operator.status.WithdrawnStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes every address from the nodes before an uninstall. An agent that merely stops keeps its copy on disk and would
 * start again from it; an empty VRRPRouter is an order that agents carry out and confirm. Afterwards the status of each
 * VirtualIP says that it was withdrawn: nothing would correct an outdated status later.
 */
public final class Withdrawal {
    private static final Logger LOG = LoggerFactory.getLogger(Withdrawal.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** An agent removes its addresses within 11 s; the rest is for writes that have to be retried. */
    private static final Duration CONFIRMATION_TIMEOUT = Duration.ofSeconds(40);

    /** An administrator waits for the statuses, so writing them ends after a while. */
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(30);

    /** A VirtualIP may change while its status is written. */
    private static final int STATUS_ROUNDS = 3;

    private static final WantedRouter EMPTY = new WantedRouter(new VRRPRouterSpec(List.of(), List.of()), Map.of());

    private final KubernetesClient client;
    private final VRRPRouterClient routers;
    private final Supplier<Set<String>> reachableNodes;
    private final Sleeper sleeper;
    private final InstantSource clock;

    Withdrawal(
            KubernetesClient client,
            String clusterUid,
            Supplier<Set<String>> reachableNodes,
            Sleeper sleeper,
            InstantSource clock) {
        this.client = client;
        this.routers = new VRRPRouterClient(client, clusterUid);
        this.reachableNodes = reachableNodes;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    /**
     * Withdraws in this cluster.
     *
     * @param namespace the namespace of the agents' Pods
     * @param clusterUid the UID of the cluster, for the agents; empty: unknown
     */
    public static Withdrawal of(KubernetesClient client, String namespace, String clusterUid) {
        return new Withdrawal(
                client,
                clusterUid,
                () -> AgentPods.readyNodes(client, namespace),
                Thread::sleep,
                InstantSource.system());
    }

    /**
     * Empties all VRRPRouters and waits until the agents have confirmed it.
     *
     * @param fence whether this process may write; a former leader is first given the time to notice that it may not
     * @return the nodes that have an agent and did not confirm in time
     */
    public List<String> run(LeaderFence fence) throws InterruptedException {
        sleeper.sleep(LeaderThread.FORMER_LEADER_STOPS_WITHIN);
        List<String> unconfirmed = List.of();
        for (Duration left = CONFIRMATION_TIMEOUT; left.isPositive(); left = left.minus(POLL_INTERVAL)) {
            try {
                unconfirmed = emptyRouters(fence);
                if (unconfirmed.isEmpty()) {
                    return unconfirmed;
                }
            } catch (KubernetesClientException e) {
                LOG.warn("Withdrawal: a request failed, retrying: {}", ApiFailure.text(e));
            }
            sleeper.sleep(POLL_INTERVAL);
        }
        return unconfirmed;
    }

    /** Empties those that are not empty yet; returns the nodes that have not confirmed. */
    private List<String> emptyRouters(LeaderFence fence) {
        Set<String> reachable = reachableNodes.get();
        List<VRRPRouter> all = client.resources(VRRPRouter.class).list().getItems();
        for (VRRPRouter router : all) {
            if (!isEmpty(router) && fence.holds()) {
                routers.apply(router, EMPTY);
            }
        }
        return all.stream()
                .filter(router -> !isConfirmed(router))
                .map(router -> router.getMetadata().getName())
                .filter(reachable::contains)
                .toList();
    }

    private static boolean isEmpty(VRRPRouter router) {
        return router.getSpec() == null || router.getSpec().virtualRouters().isEmpty();
    }

    private static boolean isConfirmed(VRRPRouter router) {
        Long appliedGeneration =
                router.getStatus() == null ? null : router.getStatus().observedGeneration();
        return isEmpty(router)
                && appliedGeneration != null
                && appliedGeneration >= router.getMetadata().getGeneration();
    }

    /**
     * Writes in the status of each VirtualIP that it was withdrawn.
     *
     * @param fence whether this process may write
     * @param unconfirmed the nodes that have not confirmed the withdrawal
     */
    public void writeStatuses(LeaderFence fence, List<String> unconfirmed) {
        Instant deadline = clock.instant().plus(STATUS_TIMEOUT);
        boolean complete = false;
        for (int round = 0; round < STATUS_ROUNDS && !complete; round++) {
            try {
                complete = writeStatusesOnce(fence, unconfirmed, deadline);
            } catch (KubernetesClientException e) {
                LOG.warn("Withdrawal: cannot list VirtualIPs: {}", ApiFailure.text(e));
            }
        }
        if (!complete) {
            LOG.warn("Withdrawal: the status of some VirtualIPs is out of date");
        }
    }

    private boolean writeStatusesOnce(LeaderFence fence, List<String> unconfirmed, Instant deadline) {
        boolean complete = true;
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (VirtualIP virtualIP : client.resources(VirtualIP.class).list().getItems()) {
            VirtualIPStatus last = Objects.requireNonNullElseGet(virtualIP.getStatus(), VirtualIPStatus::none);
            VirtualIPStatus status = WithdrawnStatus.of(last, unconfirmed, now);
            if (status.equals(last)) {
                continue;
            }
            if (!fence.holds() || clock.instant().isAfter(deadline)) {
                return false;
            }
            try {
                StatusApply.apply(client, new VirtualIP(), virtualIP, status);
            } catch (KubernetesClientException e) {
                complete = false;
                LOG.warn(
                        "Withdrawal: the status of VirtualIP {} was not written: {}",
                        virtualIP.getMetadata().getName(),
                        ApiFailure.text(e));
            }
        }
        return complete;
    }
}
