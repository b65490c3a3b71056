package dev.virtualip.cli.doctor;

import dev.virtualip.crds.doctor.ProbePlan;
import dev.virtualip.crds.doctor.ProbedRouter;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.HeardVirtualRouter;
import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Decides, from the VRRPRouters of a cluster, what the probe of each node tests. */
final class ClusterPlans {
    private static final int ID_MAX = 255;

    private ClusterPlans() {}

    /**
     * The request to the probe of each node.
     *
     * @param routers the VRRPRouters of the nodes to probe
     * @param used Virtual Router IDs that are in use
     * @param virtualRouterId the ID of the test; 0: the highest that is free
     * @param durationMillis the longest time of the test
     */
    static Map<String, ProbePlan> of(
            List<VRRPRouter> routers, Set<Integer> used, int virtualRouterId, long durationMillis) {
        Map<String, Set<String>> nodesBySubnet = new HashMap<>();
        for (VRRPRouter router : routers) {
            interfaces(router)
                    .forEach(link -> subnets(link)
                            .forEach(subnet -> nodesBySubnet
                                    .computeIfAbsent(subnet, none -> new HashSet<>())
                                    .add(name(router))));
        }
        int id = virtualRouterId == 0 ? freeId(used) : virtualRouterId;
        Map<String, ProbePlan> plans = new LinkedHashMap<>();
        for (VRRPRouter router : routers) {
            List<ProbedRouter> probed = probed(router);
            List<String> shared = interfaces(router)
                    .filter(link -> subnets(link).stream()
                            .anyMatch(subnet ->
                                    nodesBySubnet.getOrDefault(subnet, Set.of()).size() > 1))
                    .map(InterfaceStatus::name)
                    .toList();
            Set<String> neighbors = new HashSet<>();
            interfaces(router)
                    .filter(link -> shared.contains(link.name()))
                    .forEach(link -> subnets(link)
                            .forEach(subnet -> neighbors.addAll(nodesBySubnet.getOrDefault(subnet, Set.of()))));
            neighbors.remove(name(router));
            List<VRRPRouter> others = routers.stream()
                    .filter(other -> neighbors.contains(name(other)))
                    .toList();
            plans.put(
                    name(router),
                    new ProbePlan(
                            name(router),
                            probed,
                            shared,
                            others.stream()
                                    .flatMap(ClusterPlans::addresses)
                                    .distinct()
                                    .toList(),
                            routers.stream()
                                    .filter(other -> !name(other).equals(name(router)))
                                    .flatMap(ClusterPlans::interfaces)
                                    .flatMap(link -> Stream.ofNullable(link.mac()))
                                    .distinct()
                                    .toList(),
                            others.size(),
                            id,
                            durationMillis));
        }
        return plans;
    }

    /** The IDs that routers have or hear. */
    static Set<Integer> usedIds(List<VRRPRouter> routers) {
        Set<Integer> used = new HashSet<>();
        for (VRRPRouter router : routers) {
            probed(router).forEach(one -> used.add(one.virtualRouterID()));
            VRRPRouterStatus status = router.getStatus();
            if (status != null) {
                status.heardVirtualRouters().stream()
                        .map(HeardVirtualRouter::virtualRouterID)
                        .forEach(used::add);
            }
        }
        return used;
    }

    private static int freeId(Set<Integer> used) {
        return IntStream.rangeClosed(1, ID_MAX)
                .map(number -> ID_MAX + 1 - number)
                .filter(id -> !used.contains(id))
                .findFirst()
                .orElse(ID_MAX);
    }

    private static List<ProbedRouter> probed(VRRPRouter router) {
        List<ProbedRouter> probed = new ArrayList<>();
        if (router.getSpec() == null) {
            return probed;
        }
        for (VirtualRouter one : router.getSpec().virtualRouters()) {
            Optional<Vrrp> vrrp = Optional.ofNullable(one.vrrp());
            String link = Objects.requireNonNullElse(one.interfaceName(), "");
            probed.add(new ProbedRouter(
                    Objects.requireNonNullElse(one.name(), ""),
                    link,
                    vrrp.map(Vrrp::interfaceSelector)
                            .map(InterfaceSelector::name)
                            .orElse(link),
                    vrrp.map(Vrrp::virtualRouterID).orElse(0),
                    one.addresses().stream().map(LocalDoctor::address).toList(),
                    Boolean.TRUE.equals(one.bindPrefix())));
        }
        return probed;
    }

    private static String name(VRRPRouter router) {
        return router.getMetadata().getName();
    }

    private static Stream<InterfaceStatus> interfaces(VRRPRouter router) {
        VRRPRouterStatus status = router.getStatus();
        return status == null ? Stream.of() : status.interfaces().stream();
    }

    private static Stream<String> addresses(VRRPRouter router) {
        return interfaces(router).flatMap(link -> link.addresses().stream()).map(LocalDoctor::address);
    }

    /** The subnets of an interface that say something about its link: no single host, not link-local. */
    private static List<String> subnets(InterfaceStatus link) {
        return link.addresses().stream().flatMap(ClusterPlans::subnet).toList();
    }

    private static Stream<String> subnet(String address) {
        int slash = address.indexOf('/');
        if (slash < 0 || address.startsWith("fe80")) {
            return Stream.of();
        }
        byte[] bytes = AddressText.parse(address.substring(0, slash)).getAddress();
        int prefix = Integer.parseInt(address.substring(slash + 1));
        int host = bytes.length * Byte.SIZE - prefix;
        return host <= 0
                ? Stream.of()
                : Stream.of(new BigInteger(1, bytes).shiftRight(host) + "/" + prefix + " " + bytes.length);
    }
}
