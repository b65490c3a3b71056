package dev.virtualip.operator.snapshot;

import dev.virtualip.crds.VRRPRouterResource;
import dev.virtualip.crds.VirtualIPPoolResource;
import dev.virtualip.crds.VirtualIPResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the objects are. Informers fill the stores.
 *
 * @param virtualIPs every VirtualIP
 * @param pools every VirtualIPPool
 * @param routers every VRRPRouter
 * @param nodes every Node
 * @param agentPods the agents' Pods, in the operator's namespace
 * @param agentDaemonSet the DaemonSet that makes them
 * @param agentFailures the Events that say why it cannot
 * @param definitions our definitions, each by its name in a store of its own: it has its own watch
 * @param secrets the Secrets that may be referred to, each by its name in a store of its own: it has its own watch
 * @param writtenVirtualIPs what we wrote to VirtualIPs
 * @param writtenRouters what we wrote to VRRPRouters
 */
public record InformerCaches(
        TrimmedStore<VirtualIPResource> virtualIPs,
        TrimmedStore<VirtualIPPoolResource> pools,
        TrimmedStore<VRRPRouterResource> routers,
        TrimmedStore<NodeObject> nodes,
        TrimmedStore<PodObject> agentPods,
        TrimmedStore<DaemonSetObject> agentDaemonSet,
        TrimmedStore<FailureEvent> agentFailures,
        Map<String, TrimmedStore<DefinitionObject>> definitions,
        Map<String, TrimmedStore<SecretObject>> secrets,
        RecentWrites<VirtualIPResource> writtenVirtualIPs,
        RecentWrites<VRRPRouterResource> writtenRouters) {

    /**
     * Empty ones.
     *
     * @param secrets the names of the Secrets that may be referred to
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
                stores(DefinitionObject.NAMES),
                stores(secrets),
                new RecentWrites<>(),
                new RecentWrites<>());
    }

    private static <T extends HasMetadata> Map<String, TrimmedStore<T>> stores(List<String> names) {
        return names.stream().distinct().collect(Collectors.toUnmodifiableMap(Function.identity(), name -> whole()));
    }

    private static <T extends HasMetadata> TrimmedStore<T> whole() {
        return new TrimmedStore<>(object -> {});
    }
}
