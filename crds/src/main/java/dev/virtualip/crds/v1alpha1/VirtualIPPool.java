package dev.virtualip.crds.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Ranges of IP addresses and a template for the VirtualIPs that use them. Cluster-scoped. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ApiGroup.VIRTUAL_IP_POOL)
@Plural("virtualippools")
@Singular("virtualippool")
@ShortNames("vippool")
public final class VirtualIPPool extends CustomResource<VirtualIPPoolSpec, VirtualIPPoolStatus> {
    private static final long serialVersionUID = 1;
}
