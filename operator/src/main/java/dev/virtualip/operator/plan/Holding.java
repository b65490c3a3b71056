package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.crds.VirtualRouterStatus;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router on one node: what it shall run, runs, or may still run.
 *
 * @param node the node's name
 * @param name the virtual router's name
 * @param ipv6 its family
 * @param interfaceName its interface
 * @param id its Virtual Router ID; 0: none is known
 * @param addresses its addresses
 * @param priority its priority
 * @param origin how it is known
 * @param spec what the node's VRRPRouter says; null: it does not name it
 * @param report what the agent says of this very one; null: nothing
 */
record Holding(
        String node,
        String name,
        boolean ipv6,
        String interfaceName,
        int id,
        Set<InetAddress> addresses,
        int priority,
        Origin origin,
        @Nullable VirtualRouter spec,
        @Nullable VirtualRouterStatus report) {

    /** How it is known. */
    enum Origin {
        /** The VRRPRouter names it. */
        NAMED,
        /** Its agent runs it though a VRRPRouter made anew does not name it: absence is not an order. */
        KEPT,
        /** The VRRPRouter names it no more, and its agent has yet to carry that out. */
        LEAVING,
        /** The VRRPRouter names it no more, and its agent has never said whether it runs it. */
        UNCONFIRMED,
        /** Only the VirtualIP's status tells of it, and its node has yet to speak. */
        REMEMBERED
    }

    /** Whether it is a place that its virtual router has, not one that it is leaving. */
    boolean isPlace() {
        return id > 0
                && switch (origin) {
                    case NAMED, KEPT, REMEMBERED -> true;
                    case LEAVING, UNCONFIRMED -> false;
                };
    }

    /** Whether its agent says that it listens or answers. */
    boolean isLive() {
        return report != null
                && (report.state().equals("Active") || report.state().equals("Backup"));
    }

    boolean isActive() {
        return report != null && report.state().equals("Active");
    }
}
