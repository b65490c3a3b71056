package dev.virtualip.crds.report;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.List;

/**
 * The part of an agent's {@code /state} that reports use.
 *
 * @param node the name of its node
 * @param ready whether it applied a configuration
 * @param virtualRouters its virtual routers
 * @param conditions the conditions of the node as a whole
 */
public record AgentState(String node, boolean ready, List<AgentRouter> virtualRouters, List<Condition> conditions) {

    /** Copies the lists. */
    public AgentState {
        virtualRouters = List.copyOf(virtualRouters);
        conditions = List.copyOf(conditions);
    }

    /**
     * A virtual router.
     *
     * @param family IPv4 or IPv6
     * @param virtualIPs the VirtualIPs that it serves; in file mode none
     * @param status its state
     */
    public record AgentRouter(String family, List<String> virtualIPs, VirtualRouterStatus status) {
        /** Copies the list. */
        public AgentRouter {
            virtualIPs = List.copyOf(virtualIPs);
        }
    }
}
