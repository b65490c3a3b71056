package dev.virtualip.operator.vrrprouter;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.api.Pause;
import dev.virtualip.operator.leader.Fence;
import dev.virtualip.operator.leader.LeaderThread;
import dev.virtualip.operator.planloop.WantedRouter;
import dev.virtualip.operator.snapshot.AgentPods;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every address off the nodes before an uninstall. Agents that merely stop keep the copy on disk from which they
 * would start again; so every VRRPRouter is emptied, which is an order that they carry out and confirm.
 */
public final class Withdrawal {
    private static final Logger LOG = LoggerFactory.getLogger(Withdrawal.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** A router gives up within 11 s; and a lost write is tried again. */
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(40);

    private static final WantedRouter NOTHING = new WantedRouter(new VRRPRouterSpec(List.of(), List.of()), Map.of());

    private final RouterStore store;
    private final Supplier<List<VRRPRouter>> routers;
    private final Supplier<Set<String>> present;
    private final Pause pause;

    /**
     * With what is asked for.
     *
     * @param routers all VRRPRouters, as they are now
     * @param present the nodes whose agents can confirm
     */
    Withdrawal(RouterStore store, Supplier<List<VRRPRouter>> routers, Supplier<Set<String>> present, Pause pause) {
        this.store = store;
        this.routers = routers;
        this.present = present;
        this.pause = pause;
    }

    /**
     * In this cluster.
     *
     * @param namespace where the agents' Pods are
     * @param clusterUid tells the cluster from another one; empty: unknown
     */
    public static Withdrawal of(KubernetesClient client, String namespace, String clusterUid) {
        return new Withdrawal(
                new ClusterRouters(client, clusterUid),
                () -> client.resources(VRRPRouter.class).list().getItems(),
                () -> AgentPods.readyNodes(client, namespace),
                Thread::sleep);
    }

    /**
     * Does it and returns the nodes that should have confirmed it and did not.
     *
     * @param fence whether we may write; who could before is given the time to notice that it no longer can
     */
    public List<String> run(Fence fence) throws InterruptedException {
        pause.sleep(LeaderThread.OTHERS_END_WITHIN);
        List<String> silent = List.of();
        for (Duration left = CONFIRMED_WITHIN; left.isPositive(); left = left.minus(LOOK_EVERY)) {
            try {
                silent = turn(fence);
                if (silent.isEmpty()) {
                    return silent;
                }
            } catch (KubernetesClientException e) {
                LOG.warn("Tried again: {}", ApiFailure.text(e));
            }
            pause.sleep(LOOK_EVERY);
        }
        return silent;
    }

    /** Empties what is not empty yet; returns the nodes that have not confirmed. */
    private List<String> turn(Fence fence) {
        Set<String> agents = present.get();
        List<VRRPRouter> all = routers.get();
        for (VRRPRouter router : all) {
            if (!isEmpty(router) && fence.holds()) {
                store.apply(router, NOTHING);
            }
        }
        return all.stream()
                .filter(router -> !isConfirmed(router))
                .map(router -> router.getMetadata().getName())
                .filter(agents::contains)
                .toList();
    }

    private static boolean isEmpty(VRRPRouter router) {
        return router.getSpec() == null || router.getSpec().virtualRouters().isEmpty();
    }

    private static boolean isConfirmed(VRRPRouter router) {
        Long carriedOut = router.getStatus() == null ? null : router.getStatus().observedGeneration();
        return isEmpty(router)
                && carriedOut != null
                && carriedOut >= router.getMetadata().getGeneration();
    }
}
