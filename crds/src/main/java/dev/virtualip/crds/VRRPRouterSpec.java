package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What one node shall run.
 *
 * @param virtualRouters the virtual routers, at most {@link #MAX_VIRTUAL_ROUTERS}; names are unique
 * @param notifications who is told of transitions; refused for now
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VRRPRouterSpec(
        @JsonInclude(JsonInclude.Include.ALWAYS) List<VirtualRouter> virtualRouters, List<Notification> notifications) {

    /** How many virtual routers one node runs at most: four interfaces full of Virtual Router IDs. */
    public static final int MAX_VIRTUAL_ROUTERS = 1024;

    /** Keeps copies of the lists. */
    public VRRPRouterSpec {
        virtualRouters = Lists.copyOrEmpty(virtualRouters);
        notifications = Lists.copyOrEmpty(notifications);
    }

    /** A spec that runs these virtual routers. */
    public static VRRPRouterSpec of(List<VirtualRouter> virtualRouters) {
        return new VRRPRouterSpec(virtualRouters, List.of());
    }
}
