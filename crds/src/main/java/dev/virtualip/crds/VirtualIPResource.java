package dev.virtualip.crds;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A VirtualIP as the API server has it. Cluster-scoped. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(VirtualIP.KIND)
@Plural("virtualips")
@Singular("virtualip")
@ShortNames({"vip", "vrvip"})
public final class VirtualIPResource extends CustomResource<VirtualIPSpec, VirtualIPStatus> {
    private static final long serialVersionUID = 1;
}
