package dev.virtualip.operator.vrrprouter;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.planloop.WantedRouter;

/**
 * The VRRPRouters in the cluster. Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException}
 * when the API server refuses or does not answer.
 */
interface RouterStore {

    /** Makes the one of a node; fails if it is there. */
    VRRPRouter create(String node, WantedRouter wanted);

    /** Gives it this spec, whole, and the annotations; fails if there is another object of its name, or none. */
    VRRPRouter apply(VRRPRouter current, WantedRouter wanted);

    /** Deletes it; fails if it is no longer in this state. */
    void delete(VRRPRouter current);
}
