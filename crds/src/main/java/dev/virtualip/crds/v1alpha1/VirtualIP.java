package dev.virtualip.crds.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** IP addresses that exactly one of several nodes holds. Cluster-scoped. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind(ApiGroup.VIRTUAL_IP)
@Plural("virtualips")
@Singular("virtualip")
@ShortNames({"vip", "vrvip"})
public final class VirtualIP extends CustomResource<VirtualIPSpec, VirtualIPStatus> {
    private static final long serialVersionUID = 1;
}
