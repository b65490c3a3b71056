package dev.virtualip.agent.router;

import dev.virtualip.agent.address.SubnetRoutes;
import dev.virtualip.agent.link.HostInterface;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.loop.InterfacePort;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.NeighborPort;
import dev.virtualip.agent.loop.Ports;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionType;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the Virtual Router IDs of each port to virtual routers, keeps the ports open that receive claims of their
 * addresses, and holds what the routers of a node share.
 */
final class RouterPorts {
    private static final int VIRTUAL_ROUTER_IDS = 256;

    private final Ports ports;
    private final SubnetRoutes subnetRoutes;
    private final Map<InterfacePort, Assignment> assignments = new HashMap<>();
    private final Map<RouterInstance, NeighborPort> neighborPorts = new HashMap<>();
    private Set<InetAddress> virtualAddresses = Set.of();

    /** The virtual routers of one port by their IDs. */
    private static final class Assignment {
        private final @Nullable RouterInstance[] routers = new RouterInstance[VIRTUAL_ROUTER_IDS];
        private int count;
    }

    RouterPorts(LoopContext context, Ports ports) {
        this.ports = ports;
        this.subnetRoutes = new SubnetRoutes(context);
    }

    /** The routes that replace the kernel's own while an address of the host is missing. */
    SubnetRoutes subnetRoutes() {
        return subnetRoutes;
    }

    /** Every address that some virtual router of this node may bind. */
    Set<InetAddress> virtualAddresses() {
        return virtualAddresses;
    }

    void virtualAddresses(Set<InetAddress> addresses) {
        virtualAddresses = Set.copyOf(addresses);
    }

    /** The virtual router with an ID at a port; null if there is none. 0 is no valid ID (RFC 9568 section 5.2.3). */
    @Nullable
    RouterInstance router(InterfacePort port, int virtualRouterId) {
        Assignment assignment = assignments.get(port);
        return assignment == null || virtualRouterId == 0 ? null : assignment.routers[virtualRouterId];
    }

    /**
     * The port for the advertisements of a virtual router; null if none can be used now, and the problem was reported.
     */
    @Nullable
    InterfacePort attach(Readiness.Ready ready, RouterInstance router, Consumer<RouterCondition> problem) {
        InterfacePort port;
        try {
            listen(ready.link(), router);
            port = ports.open(ready.vrrpLink(), router.spec().family());
        } catch (NativeIoException e) {
            problem.accept(new RouterCondition(
                    ConditionType.INTERFACE_READY,
                    ConditionReason.SOCKET_FAILED,
                    e.getMessage() + "; tried again every second"));
            return null;
        }
        int id = router.spec().virtualRouterId();
        Assignment assignment = assignments.computeIfAbsent(port, ignored -> new Assignment());
        if (assignment.routers[id] == null) {
            assignment.routers[id] = router;
            assignment.count++;
        } else if (assignment.routers[id] != router) {
            problem.accept(new RouterCondition(
                    ConditionType.INTERFACE_READY,
                    ConditionReason.VIRTUAL_ROUTER_ID_BUSY,
                    "Virtual Router ID %d is still leaving interface %s; it is used as soon as that is done"
                            .formatted(id, ready.vrrpLink().name())));
            return null;
        }
        return port;
    }

    /** Opens the port that receives claims of its addresses, unless it is open. */
    private void listen(HostInterface link, RouterInstance router) throws NativeIoException {
        NeighborPort before = neighborPorts.get(router);
        if (before == null || before.interfaceIndex() != link.index()) {
            neighborPorts.put(router, ports.openNeighbors(link, router.spec().family()));
            closeUnused(before);
        }
    }

    private void closeUnused(@Nullable NeighborPort port) {
        if (port != null && !neighborPorts.containsValue(port)) {
            ports.close(port);
        }
    }

    /** A virtual router no longer uses its ports; the last one of each closes it. */
    void detach(RouterInstance router) {
        closeUnused(neighborPorts.remove(router));
        InterfacePort port = router.port();
        Assignment assignment = assignments.get(port);
        int id = router.spec().virtualRouterId();
        if (port == null || assignment == null || assignment.routers[id] != router) {
            return;
        }
        assignment.routers[id] = null;
        assignment.count--;
        if (assignment.count == 0) {
            assignments.remove(port);
            ports.close(port);
        }
    }
}
