package dev.virtualip.operator.virtualip;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** The statuses at the API server: server-side apply to the very object that was seen, whatever its spec is by now. */
final class ClusterStatuses implements StatusStore {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("virtualip-operator")
            .withForce(true)
            .build();

    private final KubernetesClient client;

    ClusterStatuses(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public VirtualIP apply(VirtualIP current, VirtualIPStatus status) {
        VirtualIP virtualIP = new VirtualIP();
        virtualIP.setMetadata(new ObjectMetaBuilder()
                .withName(current.getMetadata().getName())
                .withUid(current.getMetadata().getUid())
                .build());
        virtualIP.setStatus(status);
        return client.resource(virtualIP).subresource("status").patch(APPLY);
    }
}
