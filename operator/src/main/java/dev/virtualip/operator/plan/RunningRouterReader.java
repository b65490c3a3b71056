package dev.virtualip.operator.plan;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.request.RequestComponent;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.HostedRouter.Provenance;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Combines what nodes host into running virtual routers. Sources in order of precedence: the VRRPRouter specs, the
 * routers that agents run without a spec, the VirtualIP status for nodes whose agent is silent.
 */
final class RunningRouterReader {
    private final RequestComponent component;
    private final ClusterIndex cluster;
    private final SortedMap<String, List<HostedRouter>> hostedRouters = new TreeMap<>();

    private RunningRouterReader(RequestComponent component, ClusterIndex cluster) {
        this.component = component;
        this.cluster = cluster;
        component.hostedRouters().forEach((name, all) -> hostedRouters.put(name, new ArrayList<>(all)));
    }

    /** Returns the running virtual routers by name. */
    static SortedMap<String, RunningRouter> of(RequestComponent component, ClusterIndex cluster) {
        RunningRouterReader routers = new RunningRouterReader(component, cluster);
        component.requests().forEach(routers::remember);
        SortedMap<String, RunningRouter> running = new TreeMap<>();
        routers.hostedRouters.forEach((name, all) -> {
            RunningRouter router = routers.running(name, all);
            if (router != null) {
                running.put(name, router);
            }
        });
        return running;
    }

    /** Whether a running virtual router serves a VirtualIP. */
    static boolean serves(RunningRouter router, VirtualIPRequest request) {
        if (router.virtualIPs().contains(request.name())) {
            return true;
        }
        boolean untold = router.places().values().stream().anyMatch(place -> place.provenance() != Provenance.NAMED);
        return untold
                && (request.wanted().status().virtualRouters().stream()
                                .anyMatch(summary -> summary.name().equals(router.name()))
                        || request.addresses().stream().anyMatch(prefix -> isKept(router, prefix.address())));
    }

    private static boolean isKept(RunningRouter router, InetAddress address) {
        return router.places().values().stream()
                .anyMatch(place -> place.provenance() == Provenance.KEPT
                        && place.addresses().contains(address));
    }

    private void remember(VirtualIPRequest request) {
        for (RouterSummary summary : request.wanted().status().virtualRouters()) {
            Integer id = summary.virtualRouterID();
            if (id != null) {
                summary.nodes().forEach(node -> remember(request, summary, id, node));
            }
        }
    }

    private void remember(VirtualIPRequest request, RouterSummary summary, int id, NodeSummary place) {
        NodeFacts node = cluster.node(place.name());
        if (node == null || !node.isSilent() || node.place(summary.name()) != null || place.priority() < 2) {
            return;
        }
        boolean ipv6 = summary.family().equals("IPv6");
        Set<InetAddress> addresses = new HashSet<>();
        request.addresses(ipv6).stream().map(IpPrefix::address).forEach(addresses::add);
        List<HostedRouter> all = hostedRouters.computeIfAbsent(summary.name(), ignored -> new ArrayList<>());
        all.stream()
                .filter(other -> other.node().equals(place.name()))
                .forEach(other -> addresses.addAll(other.addresses()));
        all.removeIf(other -> other.node().equals(place.name()) && other.provenance() == Provenance.REMEMBERED);
        all.add(new HostedRouter(
                place.name(),
                summary.name(),
                ipv6,
                place.interfaceName(),
                Objects.requireNonNullElse(place.vrrpInterface(), place.interfaceName()),
                id,
                addresses,
                place.priority(),
                Provenance.REMEMBERED,
                null,
                null));
    }

    private @Nullable RunningRouter running(String name, List<HostedRouter> all) {
        List<HostedRouter> candidates =
                all.stream().filter(HostedRouter::isPlace).toList();
        if (candidates.isEmpty()) {
            return null;
        }
        boolean ipv6 =
                RunningRouter.most(candidates.stream().map(HostedRouter::ipv6).toList());
        int id = RunningRouter.most(
                withTieBreaker(name, candidates.stream().map(HostedRouter::id).toList()));
        SortedMap<String, HostedRouter> places = new TreeMap<>();
        candidates.stream()
                .filter(place -> place.id() == id && place.ipv6() == ipv6)
                .forEach(place -> places.put(place.node(), place));
        return RunningRouter.of(places, network(places), List.copyOf(all));
    }

    /** The IDs of the nodes. The ID in the status breaks a tie. */
    private Collection<Integer> withTieBreaker(String name, List<Integer> ids) {
        Optional<Integer> said = component.requests().stream()
                .flatMap(request -> request.wanted().status().virtualRouters().stream())
                .filter(summary -> summary.name().equals(name))
                .map(RouterSummary::virtualRouterID)
                .filter(Objects::nonNull)
                .filter(ids::contains)
                .findFirst();
        List<Integer> votes = new ArrayList<>();
        ids.forEach(id -> votes.addAll(Collections.nCopies(2, id)));
        said.ifPresent(votes::add);
        return votes;
    }

    private int network(SortedMap<String, HostedRouter> places) {
        List<Integer> networks = places.values().stream()
                .map(place -> cluster.networks().of(place.node(), place.vrrpInterfaceName()))
                .filter(network -> network != Networks.UNKNOWN)
                .toList();
        return networks.isEmpty() ? Networks.UNKNOWN : RunningRouter.most(networks);
    }
}
