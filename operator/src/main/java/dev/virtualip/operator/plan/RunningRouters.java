package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.plan.Holding.Origin;
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
 * Puts together what runs. In this order it is believed: what VRRPRouters name, what agents say that they run though
 * nobody names it, what the VirtualIP's status says of nodes that have yet to speak.
 */
final class RunningRouters {
    private final Component component;
    private final World world;
    private final SortedMap<String, List<Holding>> holdings = new TreeMap<>();

    private RunningRouters(Component component, World world) {
        this.component = component;
        this.world = world;
        component.holdings().forEach((name, all) -> holdings.put(name, new ArrayList<>(all)));
    }

    /** What runs, by name. */
    static SortedMap<String, RunningRouter> of(Component component, World world) {
        RunningRouters routers = new RunningRouters(component, world);
        component.wishes().forEach(routers::remember);
        SortedMap<String, RunningRouter> running = new TreeMap<>();
        routers.holdings.forEach((name, all) -> {
            RunningRouter router = routers.running(name, all);
            if (router != null) {
                running.put(name, router);
            }
        });
        return running;
    }

    /** Whether a VirtualIP is served by a virtual router that runs. */
    static boolean serves(RunningRouter router, Wish wish) {
        if (router.virtualIPs().contains(wish.name())) {
            return true;
        }
        boolean untold = router.places().values().stream().anyMatch(place -> place.origin() != Origin.NAMED);
        return untold
                && (wish.wanted().status().virtualRouters().stream()
                                .anyMatch(summary -> summary.name().equals(router.name()))
                        || wish.addresses().stream().anyMatch(prefix -> isKept(router, prefix.address())));
    }

    private static boolean isKept(RunningRouter router, InetAddress address) {
        return router.places().values().stream()
                .anyMatch(place ->
                        place.origin() == Origin.KEPT && place.addresses().contains(address));
    }

    private void remember(Wish wish) {
        for (RouterSummary summary : wish.wanted().status().virtualRouters()) {
            Integer id = summary.virtualRouterID();
            if (id != null) {
                summary.nodes().forEach(node -> remember(wish, summary, id, node));
            }
        }
    }

    private void remember(Wish wish, RouterSummary summary, int id, NodeSummary place) {
        NodeFacts node = world.node(place.name());
        if (node == null || !node.isSilent() || node.place(summary.name()) != null || place.priority() < 2) {
            return;
        }
        boolean ipv6 = summary.family().equals("IPv6");
        Set<InetAddress> addresses = new HashSet<>();
        wish.addresses(ipv6).stream().map(IpPrefix::address).forEach(addresses::add);
        List<Holding> all = holdings.computeIfAbsent(summary.name(), ignored -> new ArrayList<>());
        all.stream()
                .filter(other -> other.node().equals(place.name()))
                .forEach(other -> addresses.addAll(other.addresses()));
        all.removeIf(other -> other.node().equals(place.name()) && other.origin() == Origin.REMEMBERED);
        all.add(new Holding(
                place.name(),
                summary.name(),
                ipv6,
                place.interfaceName(),
                id,
                addresses,
                place.priority(),
                Origin.REMEMBERED,
                null,
                null));
    }

    private @Nullable RunningRouter running(String name, List<Holding> all) {
        List<Holding> candidates = all.stream().filter(Holding::isPlace).toList();
        if (candidates.isEmpty()) {
            return null;
        }
        boolean ipv6 = RunningRouter.most(candidates.stream().map(Holding::ipv6).toList());
        int id = RunningRouter.most(
                withTieBreaker(name, candidates.stream().map(Holding::id).toList()));
        SortedMap<String, Holding> places = new TreeMap<>();
        candidates.stream()
                .filter(place -> place.id() == id && place.ipv6() == ipv6)
                .forEach(place -> places.put(place.node(), place));
        return RunningRouter.of(places, network(places), List.copyOf(all));
    }

    /** What the status says counts only where places disagree by halves. */
    private Collection<Integer> withTieBreaker(String name, List<Integer> ids) {
        Optional<Integer> said = component.wishes().stream()
                .flatMap(wish -> wish.wanted().status().virtualRouters().stream())
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

    private int network(SortedMap<String, Holding> places) {
        List<Integer> networks = places.values().stream()
                .map(place -> world.networks().of(place.node(), place.interfaceName()))
                .filter(network -> network != Networks.UNKNOWN)
                .toList();
        return networks.isEmpty() ? Networks.UNKNOWN : RunningRouter.most(networks);
    }
}
