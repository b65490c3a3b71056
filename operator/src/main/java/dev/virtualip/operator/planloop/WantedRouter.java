package dev.virtualip.operator.planloop;

import dev.virtualip.crds.VRRPRouterSpec;
import java.util.Map;

/**
 * What a VRRPRouter shall be.
 *
 * @param spec what the node shall run
 * @param annotations those of {@link dev.virtualip.operator.plan.model.Plan#ANNOTATIONS} that are not empty
 */
public record WantedRouter(VRRPRouterSpec spec, Map<String, String> annotations) {

    /** Keeps a copy of the annotations. */
    public WantedRouter {
        annotations = Map.copyOf(annotations);
    }
}
