package dev.virtualip.operator.snapshot;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.UnclaimedVirtualIPs;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.Definition;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.ServiceOptions;
import dev.virtualip.operator.plan.model.WantedServices;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds snapshots of the cluster from the informer caches. */
public final class SnapshotBuilder implements Supplier<ClusterSnapshot> {
    private final InformerCaches caches;
    private final boolean moveOnCordon;
    private final DefinitionReader definition;
    private final Set<String> destinations;
    private final ServiceOptions services;
    private volatile boolean servesServices;

    /**
     * Creates a builder.
     *
     * @param moveOnCordon whether a cordoned node hands its addresses over to others
     * @param definition reads the definition of VirtualIPs
     * @param destinations the names of the destinations of notifications
     * @param services which Services are served
     */
    public SnapshotBuilder(
            InformerCaches caches,
            boolean moveOnCordon,
            DefinitionReader definition,
            Set<String> destinations,
            ServiceOptions services) {
        this.caches = caches;
        this.moveOnCordon = moveOnCordon;
        this.definition = definition;
        this.destinations = Set.copyOf(destinations);
        this.services = services;
    }

    /** Creates a builder of snapshots without Services. */
    public SnapshotBuilder(
            InformerCaches caches, boolean moveOnCordon, DefinitionReader definition, Set<String> destinations) {
        this(caches, moveOnCordon, definition, destinations, ServiceOptions.DEFAULTS);
    }

    /** Sets whether the operator reads Services. */
    public void serve(boolean readable) {
        servesServices = readable;
    }

    /**
     * Builds a snapshot. Reads the definition after a VirtualIP was found missing: the API server marks a definition as
     * being deleted before it deletes the objects of its kind.
     */
    @Override
    public ClusterSnapshot get() {
        List<ServiceObject> seen = services();
        Desired desired = desired(seen);
        Map<String, ObservedRouter> routers = routers();
        boolean doubtful = UnclaimedVirtualIPs.anyInDoubt(desired, routers);
        return new ClusterSnapshot(
                desired,
                observed(routers, definition.read(doubtful)),
                seen.stream().collect(Collectors.toMap(ServiceReader::key, ServiceReader::state)));
    }

    private List<ServiceObject> services() {
        return !servesServices
                ? List.of()
                : caches.services()
                        .values()
                        .map(caches.writtenServices()::newest)
                        .toList();
    }

    private WantedServices wanted(List<ServiceObject> seen) {
        if (!servesServices) {
            return WantedServices.NONE;
        }
        Map<String, Set<String>> nodes = new HashMap<>();
        caches.endpointSlices()
                .values()
                .filter(caches::isOfLocalService)
                .forEach(slice -> nodes.computeIfAbsent(slice.service(), key -> new HashSet<>())
                        .addAll(slice.nodes()));
        return new WantedServices(
                seen.stream()
                        .map(service -> ServiceReader.wanted(
                                service,
                                namespaceLabels(service),
                                nodes.getOrDefault(ServiceReader.key(service), Set.of())))
                        .toList(),
                services);
    }

    private Map<String, String> namespaceLabels(ServiceObject service) {
        NamespaceObject namespace =
                caches.namespaces().get(service.getMetadata().getNamespace());
        return namespace == null ? Map.of() : namespace.labels();
    }

    private Desired desired(List<ServiceObject> seen) {
        Map<String, VirtualIPPoolSpec> pools = caches.pools()
                .values()
                .filter(pool -> pool.getSpec() != null)
                .collect(Collectors.toMap(SnapshotBuilder::name, VirtualIPPool::getSpec));
        return new Desired(
                caches.virtualIPs()
                        .values()
                        .map(caches.writtenVirtualIPs()::newest)
                        .filter(SnapshotBuilder::isWanted)
                        .map(SnapshotBuilder::wanted)
                        .toList(),
                pools,
                wanted(seen),
                destinations);
    }

    private Map<String, ObservedRouter> routers() {
        return caches.routers()
                .values()
                .map(caches.writtenRouters()::newest)
                .filter(router -> router.getSpec() != null)
                .collect(Collectors.toMap(SnapshotBuilder::name, SnapshotBuilder::observed));
    }

    private Observed observed(Map<String, ObservedRouter> routers, @Nullable Definition seen) {
        AgentPods pods = new AgentPods(
                caches.agentPods().values(),
                caches.agentDaemonSet().values().findFirst().orElse(null),
                caches.agentFailures().values());
        return new Observed(
                caches.nodes()
                        .values()
                        .map(node -> NodeReader.observed(node, pods.ready(name(node)), pods.problem(name(node))))
                        .toList(),
                routers,
                caches.secrets().values().stream()
                        .flatMap(TrimmedStore::values)
                        .flatMap(SnapshotBuilder::keys)
                        .collect(Collectors.toSet()),
                moveOnCordon,
                seen,
                foreignAddresses());
    }

    private Map<String, List<ForeignAddress>> foreignAddresses() {
        return caches.pools()
                .values()
                .filter(pool ->
                        pool.getStatus() != null && !pool.getStatus().foreign().isEmpty())
                .collect(Collectors.toMap(
                        SnapshotBuilder::name, pool -> pool.getStatus().foreign()));
    }

    /** Whether a VirtualIP is wanted. One that is being deleted is not, although a finalizer may keep it. */
    private static boolean isWanted(VirtualIP virtualIP) {
        return virtualIP.getSpec() != null && !virtualIP.isMarkedForDeletion();
    }

    private static WantedVirtualIP wanted(VirtualIP virtualIP) {
        ObjectMeta metadata = virtualIP.getMetadata();
        VirtualIPStatus status = virtualIP.getStatus();
        return new WantedVirtualIP(
                metadata.getName(),
                metadata.getUid(),
                generation(virtualIP),
                created(metadata.getCreationTimestamp()),
                metadata.getLabels() == null ? Map.of() : metadata.getLabels(),
                annotations(metadata),
                virtualIP.getSpec(),
                status == null ? VirtualIPStatus.none() : status);
    }

    private static Stream<String> keys(SecretObject secret) {
        return secret.keys().stream().map(key -> name(secret) + "/" + key);
    }

    private static ObservedRouter observed(VRRPRouter router) {
        ObjectMeta metadata = router.getMetadata();
        return new ObservedRouter(
                metadata.getUid(),
                generation(router),
                created(metadata.getCreationTimestamp()),
                planned(metadata),
                router.getSpec(),
                router.getStatus());
    }

    /** Returns the non-empty annotations that the planner owns. */
    public static Map<String, String> planned(ObjectMeta metadata) {
        Map<String, String> planned = new HashMap<>(annotations(metadata));
        planned.keySet().retainAll(Plan.ANNOTATIONS);
        planned.values().removeIf(String::isEmpty);
        return planned;
    }

    private static Map<String, String> annotations(ObjectMeta metadata) {
        return metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private static long generation(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L);
    }

    private static Instant created(@Nullable String time) {
        return time == null ? Instant.EPOCH : Instant.parse(time);
    }
}
