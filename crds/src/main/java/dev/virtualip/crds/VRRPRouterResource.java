package dev.virtualip.crds;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A VRRPRouter as the API server has it. Cluster-scoped; its name is the name of its Node. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(VRRPRouter.KIND)
@Plural("vrrprouters")
@Singular("vrrprouter")
public final class VRRPRouterResource extends CustomResource<VRRPRouterSpec, VRRPRouterStatus> {
    /** The annotation with the UID of the cluster, written by the operator: agents have no right to ask for it. */
    public static final String CLUSTER_UID = ApiGroup.NAME + "/cluster-uid";

    private static final long serialVersionUID = 1;
}
