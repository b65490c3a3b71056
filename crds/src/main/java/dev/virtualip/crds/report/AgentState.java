package dev.virtualip.crds.report;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of an agent's {@code /state} that reports use.
 *
 * @param node the name of its node
 * @param failure why the agent cannot be asked, with what to do; null: it answered
 * @param ready whether it applied a configuration
 * @param virtualRouters its virtual routers
 * @param conditions the conditions of the node as a whole
 * @param recentLateness an upper bound of how late its advertisements left lately, as a duration; null: none was sent
 */
public record AgentState(
        String node,
        @Nullable String failure,
        boolean ready,
        List<AgentRouter> virtualRouters,
        List<Condition> conditions,
        @Nullable String recentLateness) {

    /** Copies the lists. */
    public AgentState {
        virtualRouters = List.copyOf(virtualRouters);
        conditions = List.copyOf(conditions);
    }

    /** An agent that cannot be asked, named by its address. */
    public static AgentState failed(String address, String failure) {
        return new AgentState(address, failure, false, List.of(), List.of(), null);
    }

    /**
     * A virtual router.
     *
     * @param family IPv4 or IPv6
     * @param virtualIPs the VirtualIPs that it serves; in file mode none
     * @param status its state
     * @param priorities the priorities that other routers advertised, by the address that they send from
     */
    public record AgentRouter(
            String family, List<String> virtualIPs, VirtualRouterStatus status, Map<String, Integer> priorities) {
        /** Copies the collections. */
        public AgentRouter {
            virtualIPs = List.copyOf(virtualIPs);
            priorities = Map.copyOf(priorities);
        }
    }
}
