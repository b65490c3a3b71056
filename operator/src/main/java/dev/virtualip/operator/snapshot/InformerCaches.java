package dev.virtualip.operator.snapshot;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The stores that informers fill, and the recent writes of the operator.
 *
 * @param virtualIPs every VirtualIP
 * @param pools every VirtualIPPool
 * @param routers every VRRPRouter
 * @param nodes every Node
 * @param agentPods the agents' Pods, in the operator's namespace
 * @param agentDaemonSet the DaemonSet of the agents
 * @param agentFailures the Events that say why it cannot create Pods
 * @param services every Service of type LoadBalancer, and every one with the finalizer
 * @param namespaces every namespace
 * @param endpointSlices the EndpointSlices of every Service that is not headless
 * @param definitions the project's definitions; each has its own watch and store
 * @param secrets the Secrets that VirtualIPs may refer to; each has its own watch and store
 * @param writtenVirtualIPs VirtualIPs that the operator wrote
 * @param writtenRouters VRRPRouters that the operator wrote
 * @param writtenServices Services that the operator wrote
 */
public record InformerCaches(
        TrimmedStore<VirtualIP> virtualIPs,
        TrimmedStore<VirtualIPPool> pools,
        TrimmedStore<VRRPRouter> routers,
        TrimmedStore<NodeObject> nodes,
        TrimmedStore<PodObject> agentPods,
        TrimmedStore<DaemonSetObject> agentDaemonSet,
        TrimmedStore<FailureEvent> agentFailures,
        TrimmedStore<ServiceObject> services,
        TrimmedStore<NamespaceObject> namespaces,
        TrimmedStore<EndpointSliceObject> endpointSlices,
        Map<String, TrimmedStore<DefinitionObject>> definitions,
        Map<String, TrimmedStore<SecretObject>> secrets,
        RecentWrites<VirtualIP> writtenVirtualIPs,
        RecentWrites<VRRPRouter> writtenRouters,
        RecentWrites<ServiceObject> writtenServices) {

    /**
     * Creates empty stores.
     *
     * @param secrets the names of the Secrets that VirtualIPs may refer to
     */
    public static InformerCaches empty(List<String> secrets) {
        return new InformerCaches(
                whole(),
                whole(),
                whole(),
                new TrimmedStore<>(NodeReader::trim),
                whole(),
                whole(),
                whole(),
                new TrimmedStore<>(ServiceReader::isRelevant, ServiceReader::trim),
                new TrimmedStore<>(NamespaceObject::trim),
                whole(),
                stores(DefinitionObject.NAMES),
                stores(secrets),
                new RecentWrites<>(),
                new RecentWrites<>(),
                new RecentWrites<>());
    }

    /** Whether there are Services of type LoadBalancer in a namespace. */
    boolean holdServicesIn(NamespaceObject namespace) {
        String name = namespace.getMetadata().getName();
        return services.values()
                .anyMatch(service -> name.equals(service.getMetadata().getNamespace()));
    }

    /** Whether the slice is of a Service for which only nodes with an endpoint answer. */
    boolean isOfLocalService(EndpointSliceObject slice) {
        ServiceObject service = services.get(slice.service());
        return service != null && ServiceReader.isLocal(service);
    }

    private static <T extends HasMetadata> Map<String, TrimmedStore<T>> stores(List<String> names) {
        return names.stream().distinct().collect(Collectors.toUnmodifiableMap(Function.identity(), name -> whole()));
    }

    private static <T extends HasMetadata> TrimmedStore<T> whole() {
        return new TrimmedStore<>(object -> {});
    }
}
