package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.v1alpha1.VirtualIPSpec.PreferredNode;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.topology.ForeignRouters;
import dev.virtualip.operator.plan.topology.HostAddresses;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.LabelSelectors;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.NodeEligibility;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.UsedRouterIDs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The nodes of the cluster during one plan, indexed for lookups. */
public final class ClusterIndex {
    private final boolean moveOnCordon;
    private final List<NodeFacts> nodes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Networks networks = new Networks();
    private final HostAddresses hostAddresses = new HostAddresses();
    private final UsedRouterIDs usedIDs;
    private final ForeignRouters foreignRouters;
    private final SilentAgents silentAgents;
    private final boolean hasSilentAgents;
    private final NodePools pools;
    private final Map<List<PreferredNode>, long[]> weights = new HashMap<>();
    private final Map<List<List<NodePool>>, List<Integer>> commonNetworks = new HashMap<>();

    /** Indexes the observed nodes. */
    public ClusterIndex(Observed observed, Instant now) {
        moveOnCordon = observed.moveOnCordon();
        nodes = observed.nodes().stream()
                .map(node -> NodeFacts.of(node, observed.routers().get(node.name()), now))
                .sorted(Comparator.comparing(NodeFacts::name))
                .toList();
        for (int i = 0; i < nodes.size(); i++) {
            NodeFacts node = nodes.get(i);
            numbers.put(node.name(), i);
            networks.add(node);
            hostAddresses.add(node);
        }
        usedIDs = new UsedRouterIDs(nodes, networks);
        foreignRouters = new ForeignRouters(nodes, networks, hostAddresses);
        pools = new NodePools(nodes, networks);
        silentAgents = SilentAgents.of(nodes, now);
        hasSilentAgents = nodes.stream().anyMatch(NodeFacts::isSilent);
    }

    /** Returns the nodes, ordered by name. */
    public List<NodeFacts> nodes() {
        return nodes;
    }

    /** Returns the number of a node, its position in {@link #nodes}; -1: no such node. */
    public int number(String node) {
        return numbers.getOrDefault(node, -1);
    }

    /** Returns a node; null: no such node. */
    @Nullable
    public NodeFacts node(String name) {
        Integer number = numbers.get(name);
        return number == null ? null : nodes.get(number);
    }

    /** Returns the virtual routers that nodes host, by name; of each name, ordered by node. */
    public SortedMap<String, List<HostedRouter>> hostedRouters() {
        SortedMap<String, List<HostedRouter>> hostedRouters = new TreeMap<>();
        for (NodeFacts node : nodes) {
            for (HostedRouter hosted : node.hostedRouters()) {
                hostedRouters
                        .computeIfAbsent(hosted.name(), ignored -> new ArrayList<>())
                        .add(hosted);
            }
        }
        return hostedRouters;
    }

    public Networks networks() {
        return networks;
    }

    public HostAddresses hostAddresses() {
        return hostAddresses;
    }

    public UsedRouterIDs usedIDs() {
        return usedIDs;
    }

    public ForeignRouters foreignRouters() {
        return foreignRouters;
    }

    public NodePools pools() {
        return pools;
    }

    /** Returns the silent agents that may run virtual routers of which no object says so. */
    public SilentAgents silentAgents() {
        return silentAgents;
    }

    /** Whether any agent is silent. */
    public boolean hasSilentAgents() {
        return hasSilentAgents;
    }

    /** Whether a node has to hand over to others, if there are any: it is cordoned, or in maintenance. */
    public boolean isDraining(NodeFacts node) {
        return (moveOnCordon && node.node().cordoned()) || NodeEligibility.isInMaintenance(node.node());
    }

    /** Returns the networks for groups with the same placement options; chosen once for all of them. */
    List<Integer> commonNetworks(PlacementOptions options, Function<PlacementOptions, List<Integer>> choice) {
        return commonNetworks.computeIfAbsent(options.pools(), ignored -> choice.apply(options));
    }

    /** Returns the preference for each node, by number: the sum of the weights of the preferences that it meets. */
    public long[] weights(List<PreferredNode> preferred) {
        return weights.computeIfAbsent(
                preferred,
                wanted -> nodes.stream()
                        .mapToLong(node -> wanted.stream()
                                .filter(one -> LabelSelectors.matches(
                                        one.preference(), node.node().labels()))
                                .mapToLong(PreferredNode::weight)
                                .sum())
                        .toArray());
    }
}
