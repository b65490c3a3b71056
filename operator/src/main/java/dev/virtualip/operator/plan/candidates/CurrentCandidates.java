package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.InterfaceChoice;
import dev.virtualip.operator.plan.topology.InterfaceChoice.Found;
import dev.virtualip.operator.plan.topology.InterfaceChoice.NotFound;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.NodeEligibility;
import dev.virtualip.operator.plan.topology.NodeFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the current candidates of a group, and decides for each whether it may stay and on which interface. */
final class CurrentCandidates {
    private final ClusterIndex cluster;
    private final RouterGroup group;
    private final List<InterfaceChoice> choices;

    CurrentCandidates(ClusterIndex cluster, RouterGroup group) {
        this.cluster = cluster;
        this.group = group;
        this.choices = group.routers().stream().map(PlannedRouter::choice).toList();
    }

    /** Returns the candidates, ordered by node. */
    List<CandidateNode> candidates() {
        SortedSet<String> names = new TreeSet<>();
        group.routers().stream()
                .map(PlannedRouter::running)
                .forEach(running -> names.addAll(
                        running == null ? List.of() : running.places().keySet()));
        List<CandidateNode> candidates = new ArrayList<>();
        for (String name : names) {
            NodeFacts node = cluster.node(name);
            if (node != null) {
                candidates.add(candidate(node));
            }
        }
        return candidates;
    }

    private CandidateNode candidate(NodeFacts node) {
        List<HostedRouter> places = new ArrayList<>();
        List<String> interfaces = new ArrayList<>();
        boolean stays = !NodeEligibility.mustLeave(node.node()) && isSelected(node);
        for (int i = 0; i < group.routers().size(); i++) {
            PlannedRouter router = group.routers().get(i);
            HostedRouter place =
                    router.running() == null ? null : router.running().places().get(node.name());
            if (place != null) {
                places.add(place);
            }
            String chosen = interfaceOn(node, i, place);
            stays = stays && (chosen != null || router.running() == null);
            interfaces.add(chosen == null ? "" : chosen);
        }
        places.sort(Comparator.comparingInt(place -> -placesOf(place)));
        List<String> kept = stays ? interfaces : asTheyAre(node);
        return new CandidateNode(node, cluster.number(node.name()), kept, places, stays);
    }

    /**
     * The number of nodes of a virtual router. The priority in the virtual router with the most nodes counts for all.
     */
    private int placesOf(HostedRouter place) {
        return group.routers().stream()
                .map(PlannedRouter::running)
                .filter(running -> running != null && running.name().equals(place.name()))
                .mapToInt(running -> running.places().size())
                .sum();
    }

    private boolean isSelected(NodeFacts node) {
        return group.requests().stream()
                .allMatch(request -> request.requireSettings()
                                .ineligibility(node.name(), node.node().labels())
                        == null);
    }

    /** The interface for a virtual router on a node; null: none fits. */
    private @Nullable String interfaceOn(NodeFacts node, int number, @Nullable HostedRouter place) {
        PlannedRouter router = group.routers().get(number);
        InterfaceChoice choice = choices.get(number);
        return switch (choice.on(node.links())) {
            case Found found ->
                isOn(router, node, found.link().name()) ? found.link().name() : null;
            case NotFound ignored -> place != null && keeps(router, choice, node, place) ? place.interfaceName() : null;
        };
    }

    private boolean isOn(PlannedRouter router, NodeFacts node, String interfaceName) {
        String vrrpInterface = router.vrrpInterface(node, interfaceName);
        if (vrrpInterface == null) {
            return false;
        }
        int network = cluster.networks().of(node.name(), vrrpInterface);
        return router.network() == Networks.UNKNOWN || network == Networks.UNKNOWN || network == router.network();
    }

    /**
     * Whether an interface that disappeared, or lost its subnet, stays chosen: the user did not ask for another one.
     */
    private static boolean keeps(PlannedRouter router, InterfaceChoice choice, NodeFacts node, HostedRouter place) {
        return choice.allows(place.interfaceName())
                && router.vrrpInterface(node, place.interfaceName()) != null
                && router.firstAddresses().stream().map(IpPrefix::address).anyMatch(place.addresses()::contains);
    }

    private List<String> asTheyAre(NodeFacts node) {
        return group.routers().stream()
                .map(router -> router.running() == null
                        ? null
                        : router.running().places().get(node.name()))
                .map(place -> place == null ? "" : place.interfaceName())
                .toList();
    }
}
