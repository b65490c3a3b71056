package dev.virtualip.operator.plan.model;

import dev.virtualip.crds.v1alpha1.VirtualIPSpec.IpFamily;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Service of type LoadBalancer, or one that was and still has the finalizer.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid distinguishes it from another one of that name
 * @param createdAt the creation time: the older one keeps what two claim
 * @param labels its labels
 * @param annotations its annotations
 * @param namespaceLabels the labels of its namespace
 * @param deleting whether it is being deleted
 * @param finalizers its finalizers
 * @param loadBalancer whether its type is LoadBalancer now
 * @param loadBalancerClass its class; null: none
 * @param loadBalancerIP the address that it asks for in {@code spec.loadBalancerIP}; null: none
 * @param ipFamilies its families, the preferred one first
 * @param ipFamilyPolicy SingleStack, PreferDualStack or RequireDualStack
 * @param ports its ports
 * @param selector the labels of its Pods
 * @param local whether its externalTrafficPolicy is Local
 * @param healthCheckNodePort the port on which a node says whether it has an endpoint of it; 0: none
 * @param endpointNodes the nodes with a ready endpoint of it; empty unless {@code local}
 * @param ingress the addresses in its status
 */
public record WantedService(
        String namespace,
        String name,
        String uid,
        Instant createdAt,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> namespaceLabels,
        boolean deleting,
        List<String> finalizers,
        boolean loadBalancer,
        @Nullable String loadBalancerClass,
        @Nullable String loadBalancerIP,
        List<IpFamily> ipFamilies,
        String ipFamilyPolicy,
        List<Port> ports,
        Map<String, String> selector,
        boolean local,
        int healthCheckNodePort,
        Set<String> endpointNodes,
        List<String> ingress) {

    /** The class of the Services that the operator serves. */
    public static final String CLASS = "virtualip.dev/vrrp";

    /** The finalizer under which a Service waits until its address is withdrawn. */
    public static final String FINALIZER = "virtualip.dev/load-balancer";

    /** The health check by which a node asks its kube-proxy for endpoints on it. */
    public static final String LOCAL_CHECK = "local-endpoint";

    /** Orders by age: the older one keeps what two claim. */
    public static final Comparator<WantedService> BY_AGE =
            Comparator.comparing(WantedService::createdAt).thenComparing(WantedService::key);

    /** Copies the collections. */
    public WantedService {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        namespaceLabels = Map.copyOf(namespaceLabels);
        finalizers = List.copyOf(finalizers);
        ipFamilies = List.copyOf(ipFamilies);
        ports = List.copyOf(ports);
        selector = Map.copyOf(selector);
        endpointNodes = Set.copyOf(endpointNodes);
        ingress = List.copyOf(ingress);
    }

    /**
     * A port of a Service.
     *
     * @param protocol TCP, UDP or SCTP
     * @param port 1..65535
     */
    public record Port(String protocol, int port) {}

    /** Returns its namespace and name, as {@code namespace/name}. */
    public String key() {
        return namespace + "/" + name;
    }
}
