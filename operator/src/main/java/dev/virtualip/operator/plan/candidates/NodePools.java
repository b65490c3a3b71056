package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.operator.plan.request.VirtualIPSettings;
import dev.virtualip.operator.plan.topology.IneligibilityReason;
import dev.virtualip.operator.plan.topology.InterfaceChoice;
import dev.virtualip.operator.plan.topology.InterfaceChoice.Found;
import dev.virtualip.operator.plan.topology.Networks;
import dev.virtualip.operator.plan.topology.NodeEligibility;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.NodeInterface;
import dev.virtualip.operator.plan.topology.RunningRouter;
import dev.virtualip.operator.plan.topology.Subnet;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pools of eligible nodes, each built once per plan for all requests of one kind. */
public final class NodePools {
    private final Networks networks;
    private final List<NodeFacts> nodes;
    private final Map<Key, NodePool> pools = new HashMap<>();

    /** Identifies a kind. Addresses in the same subnets find the same interfaces. */
    private record Key(
            @Nullable LabelSelector nodeSelector,
            @Nullable Set<String> endpointNodes,
            @Nullable InterfaceSelector interfaceSelector,
            @Nullable InterfaceSelector vrrpInterfaceSelector,
            List<List<Subnet>> subnets) {}

    NodePools(List<NodeFacts> nodes, Networks networks) {
        this.nodes = nodes;
        this.networks = networks;
    }

    /** Returns the pool for the addresses of a VirtualIP in one virtual router. */
    public NodePool of(VirtualIPSettings settings, List<IpPrefix> addresses) {
        List<InetAddress> hosts = addresses.stream().map(IpPrefix::address).toList();
        List<List<Subnet>> subnets = hosts.stream().map(networks::subnetsWith).toList();
        Key key = new Key(
                settings.nodeSelector(),
                settings.endpointNodes(),
                settings.interfaceSelector(),
                settings.vrrpInterfaceSelector(),
                subnets);
        return pools.computeIfAbsent(key, ignored -> {
            InterfaceChoice choice = new InterfaceChoice(settings.interfaceSelector(), hosts);
            return settings.vrrpInterfaceSelector() == null
                    ? filled(settings, choice)
                    : filled(settings, choice, InterfaceChoice.ofAdvertisements(settings.vrrpInterfaceSelector()));
        });
    }

    private NodePool filled(VirtualIPSettings settings, InterfaceChoice choice) {
        NodePool pool = new NodePool(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            NodeFacts node = nodes.get(i);
            if (reason(node, settings) == null && choice.on(node.links()) instanceof Found found) {
                int network = networks.of(node.name(), found.link().name());
                pool.put(i, found.link(), network, node.eligibility().lastResort());
            }
        }
        return pool;
    }

    /**
     * The pool of nodes with an interface for the addresses and another one for advertisements: one network carries the
     * advertisements, and the addresses are on one network too, that of most nodes.
     */
    private NodePool filled(VirtualIPSettings settings, InterfaceChoice choice, InterfaceChoice ofAdvertisements) {
        Map<Integer, List<Integer>> ofAddresses = new HashMap<>();
        Map<Integer, NodeInterface[]> found = new TreeMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            NodeFacts node = nodes.get(i);
            if (reason(node, settings) == null
                    && choice.on(node.links()) instanceof Found own
                    && ofAdvertisements.on(node.links()) instanceof Found vrrp) {
                found.put(i, new NodeInterface[] {own.link(), vrrp.link()});
                ofAddresses
                        .computeIfAbsent(networks.of(node.name(), vrrp.link().name()), ignored -> new ArrayList<>())
                        .add(networks.of(node.name(), own.link().name()));
            }
        }
        NodePool pool = new NodePool(nodes.size());
        found.forEach((i, links) -> {
            NodeFacts node = nodes.get(i);
            int network = networks.of(node.name(), links[1].name());
            int most = RunningRouter.most(ofAddresses.getOrDefault(network, List.of()));
            if (networks.of(node.name(), links[0].name()) == most) {
                pool.put(i, links[0], network, node.eligibility().lastResort() || !links[1].up());
            }
        });
        return pool;
    }

    /** Returns the nodes that are not eligible, grouped by reason. */
    Map<IneligibilityReason, List<String>> reasons(VirtualIPSettings settings) {
        Map<IneligibilityReason, List<String>> reasons = new EnumMap<>(IneligibilityReason.class);
        for (NodeFacts node : nodes) {
            IneligibilityReason reason = reason(node, settings);
            reasons.computeIfAbsent(
                            reason == null ? IneligibilityReason.NO_INTERFACE : reason, ignored -> new ArrayList<>())
                    .add(node.name());
        }
        return reasons;
    }

    /** Returns why a node is not eligible, whatever its interfaces are; null: it is. */
    static @Nullable IneligibilityReason reason(NodeFacts node, VirtualIPSettings settings) {
        IneligibilityReason ofSettings =
                settings.ineligibility(node.name(), node.node().labels());
        if (ofSettings != null) {
            return ofSettings;
        }
        IneligibilityReason reason = node.eligibility().reason();
        if (reason != null) {
            return reason;
        }
        return NodeEligibility.isTainted(node.node(), settings.nodeSelector()) ? IneligibilityReason.TAINTED : null;
    }
}
