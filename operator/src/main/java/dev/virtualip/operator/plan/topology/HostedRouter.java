package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router on one node: one that it is to run, runs, or may still run.
 *
 * @param node the name of the node
 * @param name the name of the virtual router
 * @param ipv6 its family
 * @param interfaceName its interface
 * @param vrrpInterfaceName the interface of its advertisements, mostly the same
 * @param id its Virtual Router ID; 0: none is known
 * @param addresses its addresses
 * @param priority its priority
 * @param provenance how it is known
 * @param spec the entry in the VRRPRouter; null: none
 * @param report the report of the agent; null: none
 */
public record HostedRouter(
        String node,
        String name,
        boolean ipv6,
        String interfaceName,
        String vrrpInterfaceName,
        int id,
        Set<InetAddress> addresses,
        int priority,
        Provenance provenance,
        @Nullable VirtualRouter spec,
        @Nullable VirtualRouterStatus report) {

    /** Source of what is known about a hosted router. */
    public enum Provenance {
        /** The spec of the VRRPRouter contains it. */
        NAMED,
        /** The agent runs it although a recreated VRRPRouter does not contain it: absence is not an order. */
        KEPT,
        /** The spec no longer contains it, and the agent has not applied that yet. */
        LEAVING,
        /** The spec no longer contains it, and the agent never reported whether it runs it. */
        UNCONFIRMED,
        /** Only the status of the VirtualIP records it, and the agent is silent. */
        REMEMBERED
    }

    /** Whether the node is a candidate of the virtual router, rather than leaving it. */
    public boolean isPlace() {
        return id > 0
                && switch (provenance) {
                    case NAMED, KEPT, REMEMBERED -> true;
                    case LEAVING, UNCONFIRMED -> false;
                };
    }

    /** Whether the agent reports Active or Backup. */
    public boolean isLive() {
        return report != null && (RouterState.ACTIVE.is(report.state()) || RouterState.BACKUP.is(report.state()));
    }

    public boolean isActive() {
        return report != null && RouterState.ACTIVE.is(report.state());
    }
}
