package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why no node can have something. */
final class Explanation {
    /** A message names so many nodes at most. */
    private static final int NODES = 5;

    private Explanation() {}

    /** Why no node can have a bond that is nowhere yet. */
    static Finding ofNowhere(World world, Bond bond) {
        for (Unit unit : bond.units()) {
            for (Part part : unit.parts()) {
                Pool pool = world.pools().of(part.wish().read(), part.addresses());
                if (pool.isEmpty()) {
                    return ofEmpty(world, part.wish().read(), part.addresses());
                }
            }
        }
        return new Finding(
                "NoEligibleNode",
                "no Node suits all of %s, which go together, though each would have some; give them interfaces and"
                                .formatted(described(bond))
                        + " nodeSelectors that fit, or take the move group away");
    }

    private static Finding ofEmpty(World world, Settings settings, List<IpPrefix> addresses) {
        Map<Obstacle, List<String>> obstacles = world.pools().obstacles(settings.nodeSelector());
        if (obstacles.isEmpty()) {
            return new Finding("NoEligibleNode", "the cluster has no Nodes");
        }
        String rest = obstacles.entrySet().stream()
                .filter(entry -> entry.getKey() != Obstacle.NO_INTERFACE)
                .map(entry -> entry.getKey() == Obstacle.NO_AGENT
                        ? withoutAgent(world, entry.getValue())
                        : counted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        List<String> without = obstacles.getOrDefault(Obstacle.NO_INTERFACE, List.of());
        if (without.isEmpty()) {
            return new Finding("NoEligibleNode", "no Node can hold it: " + rest);
        }
        InterfaceChoice choice = new InterfaceChoice(
                settings.interfaceSelector(),
                addresses.stream().map(IpPrefix::address).toList());
        List<String> missing = new ArrayList<>();
        for (String name : without.subList(0, Math.min(NODES, without.size()))) {
            NodeFacts node = world.node(name);
            if (node != null && choice.on(node.links()) instanceof InterfaceChoice.NotFound notFound) {
                missing.add(name + " " + notFound.why());
            }
        }
        return new Finding(
                "InterfaceNotFound",
                "no Node has %s: %s%s%s"
                        .formatted(
                                lookedFor(settings.interfaceSelector(), addresses),
                                String.join("; ", missing),
                                without.size() > NODES ? "; and %d more".formatted(without.size() - NODES) : "",
                                rest.isEmpty() ? "" : "; others: " + rest));
    }

    private static String lookedFor(@Nullable InterfaceSelector selector, List<IpPrefix> addresses) {
        String first = AddressText.format(addresses.getFirst().address());
        if (selector != null && selector.name() != null) {
            return "interface " + selector.name();
        }
        return selector != null && selector.pattern() != null
                ? "one interface that matches " + selector.pattern()
                : "one interface with a subnet that holds " + first;
    }

    /** Nodes without an agent, by why that is so. */
    private static String withoutAgent(World world, List<String> nodes) {
        Map<String, List<String>> byProblem = new TreeMap<>();
        for (String name : nodes) {
            NodeFacts node = world.node(name);
            String problem = node == null ? "" : node.node().agentProblem();
            byProblem.computeIfAbsent(problem, ignored -> new ArrayList<>()).add(name);
        }
        return byProblem.entrySet().stream()
                .map(entry -> entry.getKey().isEmpty()
                        ? counted(Obstacle.NO_AGENT, entry.getValue())
                        : "no agent Pod runs on %s: %s".formatted(named(entry.getValue()), entry.getKey()))
                .collect(Collectors.joining("; "));
    }

    private static String named(List<String> nodes) {
        return String.join(", ", nodes.subList(0, Math.min(NODES, nodes.size())))
                + (nodes.size() > NODES ? " and %d more".formatted(nodes.size() - NODES) : "");
    }

    private static String counted(Obstacle obstacle, List<String> nodes) {
        String named = String.join(", ", nodes.subList(0, Math.min(NODES, nodes.size())));
        return "%d %s (%s%s)".formatted(nodes.size(), obstacle.text(), named, nodes.size() > NODES ? ", …" : "");
    }

    private static String described(Bond bond) {
        return bond.wishes().stream().map(Wish::name).collect(Collectors.joining(", "));
    }
}
