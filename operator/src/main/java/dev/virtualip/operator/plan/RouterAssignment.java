package dev.virtualip.operator.plan;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.NodePool;
import dev.virtualip.operator.plan.candidates.PlannedRouter;
import dev.virtualip.operator.plan.candidates.RetainedRouter;
import dev.virtualip.operator.plan.candidates.RouterMember;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.request.RequestComponent;
import dev.virtualip.operator.plan.request.RouterNames;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.request.VirtualIPSettings;
import dev.virtualip.operator.plan.spec.RetainedAddresses;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.HostedRouter.Provenance;
import dev.virtualip.operator.plan.topology.InterfaceChoice;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assigns VirtualIPs to virtual routers: to the one that already serves them, or to a new one. */
final class RouterAssignment {
    private final ClusterIndex cluster;
    private final RequestComponent component;
    private final SortedMap<String, RunningRouter> running;
    private final Map<String, Finding> refused;
    private final List<PlannedRouter> planned = new ArrayList<>();
    private final List<RetainedRouter> retained = new ArrayList<>();
    private final Map<String, Set<Boolean>> assigned = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    RouterAssignment(
            ClusterIndex cluster,
            RequestComponent component,
            SortedMap<String, RunningRouter> running,
            Map<String, Finding> refused) {
        this.cluster = cluster;
        this.component = component;
        this.running = running;
        this.refused = refused;
    }

    /**
     * The assignment.
     *
     * @param planned the virtual routers, running and new ones
     * @param retained those whose spec stays unchanged
     */
    public record Result(List<PlannedRouter> planned, List<RetainedRouter> retained) {}

    Result assign() {
        Map<String, List<VirtualIPRequest>> served = served();
        running.values().forEach(router -> keep(router, served.getOrDefault(router.name(), List.of())));
        assignRest();
        return new Result(List.copyOf(planned), List.copyOf(retained));
    }

    /**
     * Returns the VirtualIPs that each running virtual router serves. A VirtualIP that a half-written change left in
     * two virtual routers of one family counts for the larger one.
     */
    private Map<String, List<VirtualIPRequest>> served() {
        Map<String, List<VirtualIPRequest>> served = new HashMap<>();
        for (VirtualIPRequest request : component.requests()) {
            for (boolean ipv6 : new boolean[] {false, true}) {
                running.values().stream()
                        .filter(router -> router.ipv6() == ipv6 && RunningRouterReader.serves(router, request))
                        .max(Comparator.comparingInt((RunningRouter router) -> fits(router, request) ? 1 : 0)
                                .thenComparingInt(router -> router.places().size())
                                .thenComparing(RunningRouter::name, Comparator.reverseOrder()))
                        .ifPresent(router -> served.computeIfAbsent(router.name(), ignored -> new ArrayList<>())
                                .add(request));
            }
        }
        return served;
    }

    /**
     * Whether a VirtualIP may stay: it still has addresses of that family and asks for neither another Virtual Router
     * ID nor another interface for advertisements.
     */
    private boolean fits(RunningRouter router, VirtualIPRequest request) {
        return !refused.containsKey(request.name())
                && !request.addresses(router.ipv6()).isEmpty()
                && (request.givenID() == null || request.givenID() == router.id())
                && advertisesAsAsked(router, request.requireSettings().vrrpInterfaceSelector());
    }

    private static boolean advertisesAsAsked(RunningRouter router, @Nullable InterfaceSelector selector) {
        return router.places().values().stream().anyMatch(place -> advertisesAsAsked(place, selector));
    }

    private static boolean advertisesAsAsked(HostedRouter place, @Nullable InterfaceSelector selector) {
        if (selector != null) {
            // The status of a VirtualIP may not show which interface a silent agent uses.
            return place.provenance() == Provenance.REMEMBERED
                    || InterfaceChoice.ofAdvertisements(selector).allows(place.vrrpInterfaceName());
        }
        return place.vrrpInterfaceName().equals(place.interfaceName());
    }

    private void keep(RunningRouter router, List<VirtualIPRequest> served) {
        List<VirtualIPRequest> staying = mostAlike(
                served.stream().filter(request -> fits(router, request)).toList());
        List<VirtualIPRequest> kept = served.stream()
                .filter(request -> refused.containsKey(request.name()))
                .toList();
        if (staying.isEmpty()) {
            if (!kept.isEmpty()) {
                names.add(router.name());
                retained.add(new RetainedRouter(router, kept, givenAway(router)));
            }
            return;
        }
        List<RouterMember> members = new ArrayList<>();
        for (VirtualIPRequest request : served) {
            List<IpPrefix> addresses = List.of();
            if (staying.contains(request)) {
                addresses = request.addresses(router.ipv6());
                assigned.computeIfAbsent(request.name(), ignored -> new HashSet<>())
                        .add(router.ipv6());
            } else if (kept.contains(request)) {
                addresses = RetainedAddresses.addresses(router, request, without(served, request));
            }
            if (!addresses.isEmpty()) {
                members.add(new RouterMember(request, addresses, kept.contains(request)));
            }
        }
        names.add(router.name());
        planned.add(new PlannedRouter(router.name(), router.ipv6(), router.network(), router.id(), members, router));
    }

    /** The addresses of a running virtual router that an accepted VirtualIP owns. */
    private Set<InetAddress> givenAway(RunningRouter router) {
        return component.requests().stream()
                .filter(request -> !refused.containsKey(request.name()))
                .flatMap(request -> request.addresses().stream())
                .map(IpPrefix::address)
                .filter(router.addresses()::contains)
                .collect(Collectors.toSet());
    }

    /** The VirtualIPs whose settings agree with most others. The rest moves to other virtual routers. */
    private static List<VirtualIPRequest> mostAlike(List<VirtualIPRequest> requests) {
        Map<VirtualIPSettings, List<VirtualIPRequest>> alike = new LinkedHashMap<>();
        requests.forEach(request -> alike.computeIfAbsent(request.requireSettings(), ignored -> new ArrayList<>())
                .add(request));
        return alike.values().stream()
                .reduce((a, b) -> b.size() > a.size() ? b : a)
                .orElse(List.of());
    }

    private void assignRest() {
        for (VirtualIPRequest request : component.requests()) {
            for (boolean ipv6 : new boolean[] {false, true}) {
                boolean wanted = !refused.containsKey(request.name())
                        && !request.addresses(ipv6).isEmpty();
                if (wanted && !assigned.getOrDefault(request.name(), Set.of()).contains(ipv6)) {
                    assign(request, ipv6);
                }
            }
        }
    }

    /**
     * Assigns a VirtualIP to a new virtual router, or to one with equal settings for which the user set the same ID.
     */
    private void assign(VirtualIPRequest request, boolean ipv6) {
        RouterMember member = new RouterMember(request, request.addresses(ipv6), false);
        PlannedRouter shared = sharedByOrder(request, ipv6);
        if (shared != null) {
            planned.remove(shared);
            planned.add(shared.with(member));
            return;
        }
        String name = RouterNames.unused(request.name(), ipv6, names);
        names.add(name);
        planned.add(new PlannedRouter(name, ipv6, Networks.UNKNOWN, 0, List.of(member), null));
    }

    private @Nullable PlannedRouter sharedByOrder(VirtualIPRequest request, boolean ipv6) {
        Integer id = request.givenID();
        if (id == null) {
            return null;
        }
        NodePool pool = cluster.pools().of(request.requireSettings(), request.addresses(ipv6));
        return planned.stream()
                .filter(planned -> planned.ipv6() == ipv6
                        && id.equals(planned.givenID())
                        && planned.settings().equals(request.requireSettings())
                        && cluster.pools().of(planned.settings(), planned.firstAddresses()) == pool
                        && planned.hasRoomFor(request.addresses(ipv6).size()))
                .findFirst()
                .orElse(null);
    }

    private static Collection<VirtualIPRequest> without(List<VirtualIPRequest> requests, VirtualIPRequest one) {
        return requests.stream()
                .filter(request -> !request.name().equals(one.name()))
                .toList();
    }
}
