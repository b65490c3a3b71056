package dev.virtualip.cli.doctor;

import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.Suggestion;
import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.NodeObject.ConditionPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Nodes to probe: without those that are known not to run a Pod, which the others would wait for in vain.
 *
 * @param routers the VRRPRouters of the nodes to probe
 * @param findings why other nodes are not probed, and what is missing on those that are
 */
record ProbedNodes(List<VRRPRouter> routers, List<Finding> findings) {

    /**
     * Chooses them.
     *
     * @param routers every VRRPRouter
     * @param nodes every Node; none: they may not be read
     * @param wanted the names of the nodes to probe; none: all
     */
    static ProbedNodes choose(List<VRRPRouter> routers, List<NodeObject> nodes, List<String> wanted)
            throws CommandFailedException {
        List<String> names =
                routers.stream().map(one -> one.getMetadata().getName()).toList();
        if (names.isEmpty()) {
            throw new CommandFailedException("There is no VRRPRouter of any node: is the operator running? See kubectl"
                    + " get pods --all-namespaces -l app.kubernetes.io/part-of=virtualip");
        }
        for (String node : wanted) {
            if (!names.contains(node)) {
                throw new CommandFailedException("There is no VRRPRouter of a node %s%s"
                        .formatted(node, Suggestion.of(node, names, "kubectl get vrrprouters")));
            }
        }
        Map<String, NodeObject> byName = nodes.stream()
                .collect(Collectors.toMap(node -> node.getMetadata().getName(), Function.identity()));
        List<VRRPRouter> probed = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (VRRPRouter router : routers) {
            String name = router.getMetadata().getName();
            if (!wanted.isEmpty() && !wanted.contains(name)) {
                continue;
            }
            NodeObject node = byName.get(name);
            if (node == null && !nodes.isEmpty()) {
                findings.add(notProbed(
                        name,
                        "There is no Node of this name any more. The operator deletes its VRRPRouter when nothing is"
                                + " left on the node."));
            } else if (node != null && isSilent(node)) {
                findings.add(notProbed(
                        name,
                        "Its kubelet does not report (the Node's condition Ready is Unknown), so that no Pod starts"
                                + " there: the node is down, cut off, or its kubelet is stopped."));
            } else {
                probed.add(router);
                addMissingAgent(router, findings);
            }
        }
        return new ProbedNodes(probed, findings);
    }

    private static boolean isSilent(NodeObject node) {
        List<ConditionPart> conditions =
                node.getStatus() == null ? null : node.getStatus().conditions();
        return Objects.requireNonNullElse(conditions, List.<ConditionPart>of()).stream()
                .anyMatch(each -> "Ready".equals(each.type()) && "Unknown".equals(each.status()));
    }

    private static void addMissingAgent(VRRPRouter router, List<Finding> findings) {
        if (router.getStatus() == null || router.getStatus().interfaces().isEmpty()) {
            findings.add(new Finding(
                    FindingKind.AGENT_NOT_RUNNING,
                    router.getMetadata().getName(),
                    "",
                    "No agent has reported on this node, so its interfaces are not known and no packets are exchanged"
                            + " with it. See kubectl get pods --all-namespaces -o wide -l"
                            + " app.kubernetes.io/name=virtualip-agent"));
        }
    }

    private static Finding notProbed(String node, String message) {
        return new Finding(FindingKind.NODE_NOT_PROBED, node, "", message);
    }
}
