package dev.virtualip.crds;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A VirtualIPPool as the API server has it. Cluster-scoped. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("VirtualIPPool")
@Plural("virtualippools")
@Singular("virtualippool")
@ShortNames("vippool")
public final class VirtualIPPoolResource extends CustomResource<VirtualIPPoolSpec, VirtualIPPoolStatus> {
    private static final long serialVersionUID = 1;
}
