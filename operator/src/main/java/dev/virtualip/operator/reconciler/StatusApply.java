package dev.virtualip.operator.reconciler;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/**
 * Server-side apply of a whole status. The patch names the UID, so that it fails when another object has the name by
 * now, and no resource version, so that a changed spec does not delay it.
 */
final class StatusApply {
    private static final PatchContext FORCED_APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(VRRPRouterClient.FIELD_MANAGER)
            .withForce(true)
            .build();

    private StatusApply() {}

    /**
     * Applies a status.
     *
     * @param patch an empty object of the type, which becomes the body of the request
     * @param current the object as it was last seen
     * @return the object as the API server stores it now
     */
    static <S, R extends CustomResource<?, S>> R apply(KubernetesClient client, R patch, R current, S status) {
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(current.getMetadata().getName())
                .withUid(current.getMetadata().getUid())
                .build());
        patch.setStatus(status);
        return client.resource(patch).subresource("status").patch(FORCED_APPLY);
    }
}
