package dev.virtualip.operator.planloop;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import java.util.Map;

/**
 * The planned spec and annotations of a VRRPRouter.
 *
 * @param spec the spec
 * @param annotations the annotations among {@link dev.virtualip.operator.plan.model.Plan#ANNOTATIONS} that are not
 *     empty
 */
public record WantedRouter(VRRPRouterSpec spec, Map<String, String> annotations) {

    /** Copies the annotations. */
    public WantedRouter {
        annotations = Map.copyOf(annotations);
    }
}
