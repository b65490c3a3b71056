package dev.virtualip.agent.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * State of the node at one instant, taken on the event loop.
 *
 * @param interfaces the interfaces, loopback left out
 * @param virtualRouters the virtual routers, in the order of the configuration; those that are leaving come last
 * @param heardVirtualRouters foreign virtual routers, at most 64
 * @param conditions what concerns the node as a whole
 * @param rejected packets refused before a virtual router was found, by reason
 * @param receiveOverflows packets that the kernel dropped because a receive buffer was full
 * @param lateness how late advertisements left
 */
public record NodeSnapshot(
        List<InterfaceSnapshot> interfaces,
        List<VirtualRouterSnapshot> virtualRouters,
        List<HeardRouter> heardVirtualRouters,
        List<RouterCondition> conditions,
        Map<String, Long> rejected,
        long receiveOverflows,
        LatenessHistogram lateness) {

    /** Keeps copies of the collections. */
    public NodeSnapshot {
        interfaces = List.copyOf(interfaces);
        virtualRouters = List.copyOf(virtualRouters);
        heardVirtualRouters = List.copyOf(heardVirtualRouters);
        conditions = List.copyOf(conditions);
        rejected = Collections.unmodifiableMap(new LinkedHashMap<>(rejected));
    }
}
