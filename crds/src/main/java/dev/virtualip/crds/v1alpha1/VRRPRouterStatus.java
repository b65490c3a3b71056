package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.virtualip.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of the virtual routers of one node, written only by that node's agent.
 *
 * @param observedGeneration the last generation that was carried out, not merely read; null without Kubernetes
 * @param interfaces the node's network interfaces
 * @param virtualRouters one entry for each virtual router of the spec
 * @param heardVirtualRouters foreign virtual routers heard on the link, at most {@link #MAX_HEARD}
 * @param conditions conditions of the node as a whole
 * @param recentLateness an upper bound of how late advertisements left in the last ten minutes: 10ms, 50ms, 250ms, 1s,
 *     5s or 60s; null: none was sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VRRPRouterStatus(
        @Nullable Long observedGeneration,
        List<InterfaceStatus> interfaces,
        List<VirtualRouterStatus> virtualRouters,
        List<HeardVirtualRouter> heardVirtualRouters,
        List<Condition> conditions,
        @Nullable String recentLateness) {

    /** How many foreign virtual routers are reported at most. */
    public static final int MAX_HEARD = 64;

    /** How many interfaces are reported at most: a node has one for each of its pods too. */
    public static final int MAX_INTERFACES = 1024;

    /** Keeps copies of the lists. */
    public VRRPRouterStatus {
        interfaces = Lists.copyOrEmpty(interfaces);
        virtualRouters = Lists.copyOrEmpty(virtualRouters);
        heardVirtualRouters = Lists.copyOrEmpty(heardVirtualRouters);
        conditions = Lists.copyOrEmpty(conditions);
    }

    /** Creates a status of a node that has sent no advertisement lately. */
    public VRRPRouterStatus(
            @Nullable Long observedGeneration,
            List<InterfaceStatus> interfaces,
            List<VirtualRouterStatus> virtualRouters,
            List<HeardVirtualRouter> heardVirtualRouters,
            List<Condition> conditions) {
        this(observedGeneration, interfaces, virtualRouters, heardVirtualRouters, conditions, null);
    }
}
