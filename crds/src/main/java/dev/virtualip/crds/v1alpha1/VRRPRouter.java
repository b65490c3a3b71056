package dev.virtualip.crds.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Configuration and status of the virtual routers of one node. Cluster-scoped; named as its Node. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ApiGroup.VRRP_ROUTER)
@Plural("vrrprouters")
@Singular("vrrprouter")
public final class VRRPRouter extends CustomResource<VRRPRouterSpec, VRRPRouterStatus> {
    /** The annotation with the UID of the cluster, written by the operator: agents have no right to ask for it. */
    public static final String CLUSTER_UID = ApiGroup.NAME + "/cluster-uid";

    private static final long serialVersionUID = 1;
}
