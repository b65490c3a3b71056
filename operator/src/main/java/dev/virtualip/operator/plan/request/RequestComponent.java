package dev.virtualip.operator.plan.request;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.plan.topology.HostedRouter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * VirtualIPs and virtual routers that are connected by an address, a virtual router, a Virtual Router ID or a move
 * group. Components are planned independently of each other as far as they run. Compared by identity.
 */
public final class RequestComponent {
    private final List<VirtualIPRequest> requests;
    private final SortedMap<String, List<HostedRouter>> hostedRouters;

    /**
     * Creates a component, which may still grow.
     *
     * @param requests its VirtualIPs, the oldest first
     * @param hostedRouters the hosted routers of all nodes, by name
     */
    RequestComponent(List<VirtualIPRequest> requests, SortedMap<String, List<HostedRouter>> hostedRouters) {
        this.requests = requests;
        this.hostedRouters = hostedRouters;
    }

    public List<VirtualIPRequest> requests() {
        return requests;
    }

    public SortedMap<String, List<HostedRouter>> hostedRouters() {
        return hostedRouters;
    }

    /** Compares components by their oldest VirtualIP. Those without VirtualIPs come last. */
    public static int compareAge(RequestComponent a, RequestComponent b) {
        if (a.requests.isEmpty() || b.requests.isEmpty()) {
            return Boolean.compare(a.requests.isEmpty(), b.requests.isEmpty());
        }
        return VirtualIPRequest.BY_AGE.compare(a.requests.getFirst(), b.requests.getFirst());
    }

    /**
     * Finds the components.
     *
     * @param requests the VirtualIPs, the oldest first
     * @param hostedRouters the hosted routers of all nodes, by name
     */
    public static List<RequestComponent> group(
            List<VirtualIPRequest> requests, Map<String, List<HostedRouter>> hostedRouters) {
        DisjointSets<Object> sets = new DisjointSets<>();
        for (VirtualIPRequest request : requests) {
            Object self = virtualIP(request.name());
            keys(request).forEach(key -> sets.join(self, key));
        }
        hostedRouters.forEach((name, all) -> {
            Object self = router(name);
            all.forEach(hosted -> keys(hosted).forEach(key -> sets.join(self, key)));
        });
        Map<Object, RequestComponent> components = new LinkedHashMap<>();
        for (VirtualIPRequest request : requests) {
            component(components, sets.of(virtualIP(request.name()))).requests().add(request);
        }
        hostedRouters.forEach((name, all) ->
                component(components, sets.of(router(name))).hostedRouters().put(name, all));
        return List.copyOf(components.values());
    }

    private static RequestComponent component(Map<Object, RequestComponent> components, Object key) {
        return components.computeIfAbsent(key, ignored -> new RequestComponent(new ArrayList<>(), new TreeMap<>()));
    }

    /** The keys by which a VirtualIP is connected with others. */
    private static List<Object> keys(VirtualIPRequest request) {
        List<Object> keys = new ArrayList<>();
        keys.add(virtualIP(request.name()));
        keys.add(router(RouterNames.of(request.name(), false)));
        keys.add(router(RouterNames.of(request.name(), true)));
        request.wanted().status().virtualRouters().stream()
                .map(RouterSummary::name)
                .map(RequestComponent::router)
                .forEach(keys::add);
        request.addresses().stream().map(IpPrefix::address).forEach(keys::add);
        if (request.moveGroup() != null) {
            keys.add("group " + request.moveGroup());
        }
        if (request.givenID() != null) {
            keys.add("ID " + request.givenID());
        }
        return keys;
    }

    /** The keys by which a hosted router is connected with others. */
    private static List<Object> keys(HostedRouter hosted) {
        List<Object> keys = new ArrayList<>(hosted.addresses());
        keys.add(router(hosted.name()));
        if (hosted.spec() != null) {
            hosted.spec().virtualIPs().forEach(name -> keys.add(virtualIP(name)));
        }
        return keys;
    }

    private static String virtualIP(String name) {
        return "VirtualIP " + name;
    }

    private static String router(String name) {
        return "virtual router " + name;
    }
}
