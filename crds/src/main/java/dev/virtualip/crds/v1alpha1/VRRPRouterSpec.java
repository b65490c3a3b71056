package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the virtual routers of one node.
 *
 * @param virtualRouters the virtual routers, at most {@link #MAX_VIRTUAL_ROUTERS}; names are unique
 * @param notifications destinations of notifications about transitions; refused for now
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

    /**
     * A destination of notifications. It is refused for now as a whole, so its other fields are not looked at.
     *
     * @param name unique in the document
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Notification(@Nullable String name) {}
}
