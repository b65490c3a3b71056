package dev.virtualip.cli.cluster;

import dev.virtualip.crds.report.ReportInput;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.operator.snapshot.NodeObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The objects of a cluster that reports are made of.
 *
 * @param virtualIPs every VirtualIP
 * @param routers every VRRPRouter
 * @param pools every VirtualIPPool
 * @param nodes every Node
 * @param services the Services that the operator serves
 * @param gaps what could not be read for want of rights, as messages
 */
public record ClusterObjects(
        List<VirtualIP> virtualIPs,
        List<VRRPRouter> routers,
        List<VirtualIPPool> pools,
        List<NodeObject> nodes,
        ServedServices services,
        List<String> gaps) {

    /** Copies the lists. */
    public ClusterObjects {
        virtualIPs = List.copyOf(virtualIPs);
        routers = List.copyOf(routers);
        pools = List.copyOf(pools);
        nodes = List.copyOf(nodes);
        gaps = List.copyOf(gaps);
    }

    /** The same objects with these Services and gaps. */
    ClusterObjects with(ServedServices served, List<String> allGaps) {
        return new ClusterObjects(virtualIPs, routers, pools, nodes, served, allGaps);
    }

    /** The objects as a report takes them. */
    public ReportInput reportInput() {
        return new ReportInput(
                virtualIPs,
                routers,
                pools,
                nodes.stream().map(NodeObject::reported).toList(),
                gaps);
    }

    /** The Services that VirtualIPs were made for, as namespace/name, by the VirtualIP's name, in order. */
    public Map<String, String> servicesByVirtualIP() {
        Map<String, String> byVirtualIP = new TreeMap<>();
        for (VirtualIP virtualIP : virtualIPs) {
            String service = VirtualIPLookup.service(virtualIP);
            if (!service.isEmpty()) {
                byVirtualIP.put(virtualIP.getMetadata().getName(), service);
            }
        }
        return byVirtualIP;
    }

    /** The names of the VirtualIPs, in order. */
    public List<String> virtualIPNames() {
        return virtualIPs.stream()
                .map(one -> one.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** The names of the nodes, in order: of Nodes, or of VRRPRouters if Nodes cannot be read. */
    public List<String> nodeNames() {
        return nodes.isEmpty()
                ? routers.stream()
                        .map(one -> one.getMetadata().getName())
                        .sorted()
                        .toList()
                : nodes.stream()
                        .map(one -> one.getMetadata().getName())
                        .sorted()
                        .toList();
    }
}
