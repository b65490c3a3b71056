package dev.virtualip.cli.keepalived;

import dev.virtualip.cli.conversion.Document;
import dev.virtualip.cli.conversion.Remark;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import java.util.List;

/**
 * Result of an import.
 *
 * @param virtualIPs for Kubernetes, without passwords
 * @param routers for agents without Kubernetes, one per host, in the order of the files; with passwords
 * @param remarks what differs, has no counterpart or is risky, in the order of files and lines
 * @param instances how many {@code vrrp_instance} blocks the configurations have
 * @param imported how many of them are in the result
 */
public record ImportResult(
        List<Document<VirtualIPSpec>> virtualIPs,
        List<Document<VRRPRouterSpec>> routers,
        List<Remark> remarks,
        int instances,
        int imported) {
    /** Keeps copies of the lists. */
    public ImportResult {
        virtualIPs = List.copyOf(virtualIPs);
        routers = List.copyOf(routers);
        remarks = List.copyOf(remarks);
    }
}
