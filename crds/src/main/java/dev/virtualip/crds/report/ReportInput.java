package dev.virtualip.crds.report;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import java.util.List;

/**
 * The objects of a cluster that a report is made of.
 *
 * @param virtualIPs every VirtualIP
 * @param routers every VRRPRouter
 * @param pools every VirtualIPPool
 * @param nodes every Node
 * @param gaps what could not be read for want of rights, as messages
 */
public record ReportInput(
        List<VirtualIP> virtualIPs,
        List<VRRPRouter> routers,
        List<VirtualIPPool> pools,
        List<ReportedNode> nodes,
        List<String> gaps) {

    /** Copies the lists. */
    public ReportInput {
        virtualIPs = List.copyOf(virtualIPs);
        routers = List.copyOf(routers);
        pools = List.copyOf(pools);
        nodes = List.copyOf(nodes);
        gaps = List.copyOf(gaps);
    }
}
