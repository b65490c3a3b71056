package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.request.VirtualIPSettings;
import dev.virtualip.operator.plan.topology.IneligibilityReason;
import dev.virtualip.operator.plan.topology.InterfaceChoice;
import dev.virtualip.operator.plan.topology.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains why no node is eligible for a group. */
public final class IneligibilityExplanation {
    /** Maximum number of nodes that a message names. */
    private static final int NODES = 5;

    private IneligibilityExplanation() {}

    /** Explains why no node is eligible for a group that has no nodes yet. */
    public static Finding ofNowhere(ClusterIndex cluster, RouterGroup group) {
        for (PlannedRouter router : group.routers()) {
            for (RouterMember member : router.members()) {
                NodePool pool = cluster.pools().of(member.request().requireSettings(), member.addresses());
                if (pool.isEmpty()) {
                    return ofEmpty(cluster, member.request().requireSettings(), member.addresses());
                }
            }
        }
        return new Finding(
                "NoEligibleNode",
                "no Node is eligible for all of %s, which move together, although each has eligible Nodes; choose"
                                .formatted(described(group))
                        + " interfaceSelectors and nodeSelectors that overlap, or remove the move group");
    }

    /**
     * Explains why a node cannot hold addresses, in words that continue "node-a: ".
     *
     * @return the explanation; empty: it can
     */
    public static String ofNode(VirtualIPSettings settings, List<IpPrefix> addresses, NodeFacts node) {
        IneligibilityReason reason = NodePools.reason(node, settings);
        if (reason != null) {
            String problem = node.node().agentProblem();
            return reason == IneligibilityReason.NO_AGENT && !problem.isEmpty()
                    ? reason.text() + ": " + problem
                    : reason.text();
        }
        InterfaceChoice choice = new InterfaceChoice(
                settings.interfaceSelector(),
                addresses.stream().map(IpPrefix::address).toList());
        if (choice.on(node.links()) instanceof InterfaceChoice.NotFound notFound) {
            return notFound.why();
        }
        InterfaceSelector ofAdvertisements = settings.vrrpInterfaceSelector();
        return ofAdvertisements != null
                        && InterfaceChoice.ofAdvertisements(ofAdvertisements).on(node.links())
                                instanceof InterfaceChoice.NotFound notFound
                ? notFound.why() + " (vrrp.interface)"
                : "";
    }

    private static Finding ofEmpty(ClusterIndex cluster, VirtualIPSettings settings, List<IpPrefix> addresses) {
        Map<IneligibilityReason, List<String>> reasons = cluster.pools().reasons(settings);
        if (reasons.isEmpty()) {
            return new Finding("NoEligibleNode", "the cluster has no Nodes");
        }
        String rest = reasons.entrySet().stream()
                .filter(entry -> entry.getKey() != IneligibilityReason.NO_INTERFACE)
                .map(entry -> entry.getKey() == IneligibilityReason.NO_AGENT
                        ? withoutAgent(cluster, entry.getValue())
                        : counted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        List<String> without = reasons.getOrDefault(IneligibilityReason.NO_INTERFACE, List.of());
        if (without.isEmpty()) {
            return new Finding("NoEligibleNode", "no Node is eligible: " + rest);
        }
        InterfaceChoice choice = new InterfaceChoice(
                settings.interfaceSelector(),
                addresses.stream().map(IpPrefix::address).toList());
        InterfaceSelector ofAdvertisements = settings.vrrpInterfaceSelector();
        List<String> missing = new ArrayList<>();
        for (String name : without.subList(0, Math.min(NODES, without.size()))) {
            NodeFacts node = cluster.node(name);
            if (node != null && choice.on(node.links()) instanceof InterfaceChoice.NotFound notFound) {
                missing.add(name + " " + notFound.why());
            } else if (node != null
                    && ofAdvertisements != null
                    && InterfaceChoice.ofAdvertisements(ofAdvertisements).on(node.links())
                            instanceof InterfaceChoice.NotFound notFound) {
                missing.add(name + " " + notFound.why() + " (vrrp.interface)");
            }
        }
        return new Finding(
                "InterfaceNotFound",
                "no Node has %s: %s%s%s"
                        .formatted(
                                lookedFor(settings.interfaceSelector(), addresses)
                                        + (ofAdvertisements == null
                                                ? ""
                                                : " and " + lookedFor(ofAdvertisements, addresses)),
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
                ? "exactly one interface that matches " + selector.pattern()
                : "an interface in the subnet of " + first;
    }

    /** Describes the nodes without an agent, grouped by reason. */
    private static String withoutAgent(ClusterIndex cluster, List<String> nodes) {
        Map<String, List<String>> byProblem = new TreeMap<>();
        for (String name : nodes) {
            NodeFacts node = cluster.node(name);
            String problem = node == null ? "" : node.node().agentProblem();
            byProblem.computeIfAbsent(problem, ignored -> new ArrayList<>()).add(name);
        }
        return byProblem.entrySet().stream()
                .map(entry -> entry.getKey().isEmpty()
                        ? counted(IneligibilityReason.NO_AGENT, entry.getValue())
                        : "no agent Pod runs on %s: %s".formatted(named(entry.getValue()), entry.getKey()))
                .collect(Collectors.joining("; "));
    }

    private static String named(List<String> nodes) {
        return String.join(", ", nodes.subList(0, Math.min(NODES, nodes.size())))
                + (nodes.size() > NODES ? " and %d more".formatted(nodes.size() - NODES) : "");
    }

    private static String counted(IneligibilityReason reason, List<String> nodes) {
        String named = String.join(", ", nodes.subList(0, Math.min(NODES, nodes.size())));
        return "%d %s (%s%s)".formatted(nodes.size(), reason.text(), named, nodes.size() > NODES ? ", …" : "");
    }

    private static String described(RouterGroup group) {
        return group.requests().stream().map(VirtualIPRequest::name).collect(Collectors.joining(", "));
    }
}
