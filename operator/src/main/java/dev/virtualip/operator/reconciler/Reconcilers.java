package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.daemon.DurationHistogram;
import dev.virtualip.operator.event.EventSender;
import dev.virtualip.operator.event.EventSubject;
import dev.virtualip.operator.event.ServiceEvents;
import dev.virtualip.operator.event.VirtualIPEventPublisher;
import dev.virtualip.operator.leader.LeaderFence;
import dev.virtualip.operator.metrics.WriteCounts;
import dev.virtualip.operator.notification.VirtualIPNotifier;
import dev.virtualip.operator.plan.request.TemplateMerger;
import dev.virtualip.operator.planloop.PlanEventSource;
import dev.virtualip.operator.planloop.PlanLoop;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.InformerCaches;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.NodeReader;
import dev.virtualip.operator.snapshot.ServiceObject;
import dev.virtualip.operator.snapshot.ServiceReader;
import dev.virtualip.operator.snapshot.SnapshotSources;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Registers the reconcilers with the Java Operator SDK, and triggers those that a new plan concerns. */
public final class Reconcilers {
    /** The page size of the first list: a bound on the objects in memory before they are trimmed. */
    private static final long PAGE = 250;

    /**
     * The shortest time between two writes of one status: a new address passes through half a dozen states within a
     * second, one for each report of its agents. The first write after a rest is not delayed.
     */
    private static final Duration STATUS_INTERVAL = Duration.ofMillis(250);

    private final KubernetesClient client;
    private final InformerCaches caches;
    private final PlanLoop plans;
    private final PlanEventSource<VirtualIP> virtualIPs;
    private final PlanEventSource<VirtualIPPool> pools;
    private final PlanEventSource<VRRPRouter> routers;
    private final PlanEventSource<NodeObject> nodes;
    private final PlanEventSource<ServiceObject> services;

    /** Creates them; nothing is watched before the operator starts. */
    public Reconcilers(KubernetesClient client, InformerCaches caches, PlanLoop plans) {
        this.client = client;
        this.caches = caches;
        this.plans = plans;
        virtualIPs = new PlanEventSource<>(
                (now, before) -> {
                    PlanResult latest = plans.latest();
                    return latest == null || !latest.isStored(before, now);
                },
                plans::request);
        pools = new PlanEventSource<>(Reconcilers::plansDiffer, plans::request);
        routers = new PlanEventSource<>((a, b) -> true, plans::request);
        nodes = new PlanEventSource<>(NodeReader::differ, plans::request);
        services = new PlanEventSource<>(ServiceReader::isRelevant, ServiceReader::differ, plans::request);
    }

    /** Whether a plan depends on the difference: an address is exchanged once the status records that it is foreign. */
    private static boolean plansDiffer(VirtualIPPool one, VirtualIPPool other) {
        return !Objects.equals(one.getSpec(), other.getSpec()) || !foreign(one).equals(foreign(other));
    }

    private static List<ForeignAddress> foreign(VirtualIPPool pool) {
        return pool.getStatus() == null ? List.of() : pool.getStatus().foreign();
    }

    /** Registers the reconciler of VirtualIPs. */
    public void registerVirtualIPs(
            Operator operator,
            LeaderFence fence,
            WriteCounts counts,
            EventSender events,
            ServiceEvents serviceEvents,
            @Nullable VirtualIPNotifier notifier) {
        VirtualIPEventPublisher publisher = new VirtualIPEventPublisher(events, caches.nodes());
        operator.register(
                new VirtualIPReconciler(
                        client,
                        caches.writtenVirtualIPs(),
                        plans::latest,
                        new FencedWriter(ApiGroup.VIRTUAL_IP, fence, counts),
                        (virtualIP, change) -> {
                            publisher.publish(virtualIP, change.events());
                            PlanResult latest = plans.latest();
                            if (latest != null) {
                                serviceEvents.moved(
                                        latest, virtualIP.getMetadata().getName(), change.events());
                            }
                            if (notifier != null) {
                                notifier.notify(virtualIP, change, destinations(virtualIP));
                            }
                        },
                        virtualIPs),
                config -> config.withItemStore(caches.virtualIPs())
                        .withInformerListLimit(PAGE)
                        .withRateLimiter(new LinearRateLimiter(STATUS_INTERVAL, 1)));
    }

    /** The destinations that a VirtualIP or the template of its pool names. */
    private List<String> destinations(VirtualIP virtualIP) {
        PlanResult latest = plans.latest();
        Map<String, VirtualIPPoolSpec> pools =
                latest == null ? Map.of() : latest.snapshot().desired().pools();
        return TemplateMerger.of(virtualIP.getSpec(), pools).notifyDestinations();
    }

    /** Registers the reconciler of Services. */
    public void registerServices(
            Operator operator,
            LeaderFence fence,
            WriteCounts counts,
            ServiceEvents serviceEvents,
            DurationHistogram assignments) {
        operator.register(
                new ServiceReconciler(
                        client,
                        caches.writtenServices(),
                        plans::latest,
                        new FencedWriter("Service", fence, counts),
                        new FencedWriter(ApiGroup.VIRTUAL_IP, fence, counts),
                        serviceEvents::publish,
                        createdAt -> assignments.record(Duration.between(
                                        createdAt, InstantSource.system().instant())
                                .toNanos()),
                        services),
                config -> config.withItemStore(caches.services())
                        .withInformerListLimit(PAGE)
                        .withGenericFilter(ServiceReader::isRelevant)
                        // It is called for Services that are being deleted too, with a finalizer of its own.
                        .withTriggerReconcilerOnAllEvents(true));
    }

    /** Registers the reconciler of VirtualIPPools. */
    public void registerPools(Operator operator, LeaderFence fence, WriteCounts counts, EventSender events) {
        operator.register(
                new VirtualIPPoolReconciler(
                        client,
                        new FencedWriter("VirtualIPPool", fence, counts),
                        plans::latest,
                        InstantSource.system(),
                        pools,
                        (pool, event) -> events.queue(EventSubject.of(pool), null, event)),
                config -> config.withItemStore(caches.pools()));
    }

    /**
     * Registers the reconcilers of VRRPRouters: one creates those that Nodes lack, the other keeps those that exist.
     *
     * @param clusterUid the UID of the cluster, for the agents; empty: unknown
     */
    public void registerRouters(
            Operator operator, LeaderFence fence, WriteCounts counts, String clusterUid, SnapshotSources inputs) {
        VRRPRouterClient routerClient = new VRRPRouterClient(client, clusterUid);
        FencedWriter writer = new FencedWriter(ApiGroup.VRRP_ROUTER, fence, counts);
        operator.register(
                new VRRPRouterReconciler(routerClient, caches.writtenRouters(), plans::latest, writer, routers),
                config -> config.withItemStore(caches.routers()).withInformerListLimit(PAGE));
        operator.register(
                new NodeReconciler(
                        routerClient,
                        caches.writtenRouters(),
                        plans::latest,
                        writer,
                        NodeReconciler.eventSources(inputs, nodes)),
                config -> config.withItemStore(caches.nodes()).withInformerListLimit(PAGE));
    }

    /**
     * Triggers the reconcilers of what differs from a new plan, and of all pools: a pool that was created while no
     * operator led has no status yet, and one whose status is right costs nothing.
     */
    public void planned(PlanResult result) {
        nodes.wake(result.missingRouters());
        routers.wake(result.differingRouters());
        virtualIPs.wake(result.differingVirtualIPs());
        services.wake(result.differingServices());
        pools.wake(result.snapshot().desired().pools().keySet());
    }
}
