package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.snapshot.ServiceObject;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates, updates and deletes the VirtualIPs of Services. A create fails if a VirtualIP of that name exists, where a
 * server-side apply would overwrite a user's. An update is a JSON patch of the whole spec and of single labels and
 * annotations: an apply would not remove the fields that a create set. Every method throws
 * {@link io.fabric8.kubernetes.client.KubernetesClientException} when the API server refuses or does not answer.
 */
final class OwnedVirtualIPClient {
    private static final PatchContext PATCH = new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(ServiceObject.FIELD_MANAGER)
            .build();

    private final KubernetesClient client;

    OwnedVirtualIPClient(KubernetesClient client) {
        this.client = client;
    }

    /** Creates a VirtualIP; fails if one of that name exists. */
    VirtualIP create(String name, OwnedVirtualIP wanted) {
        VirtualIP virtualIP = new VirtualIP();
        virtualIP.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withLabels(wanted.labels())
                .withAnnotations(wanted.annotations())
                .build());
        virtualIP.setSpec(wanted.spec());
        return client.resource(virtualIP).create();
    }

    /** Updates the spec, labels and annotations; fails if another VirtualIP has the name. */
    VirtualIP update(VirtualIP current, OwnedVirtualIP wanted) {
        List<Map<String, Object>> operations = new ArrayList<>();
        operations.add(operation("test", "/metadata/uid", current.getMetadata().getUid()));
        operations.add(operation("replace", "/spec", wanted.spec()));
        addAll(operations, "/metadata/labels", current.getMetadata().getLabels(), wanted.labels());
        addAll(operations, "/metadata/annotations", current.getMetadata().getAnnotations(), wanted.annotations());
        return client.resource(current)
                .patch(PATCH, client.getKubernetesSerialization().asJson(operations));
    }

    /** Deletes a VirtualIP; fails if it changed since. */
    void delete(VirtualIP current) {
        client.resource(current)
                .lockResourceVersion(current.getMetadata().getResourceVersion())
                .delete();
    }

    private static void addAll(
            List<Map<String, Object>> operations,
            String path,
            @Nullable Map<String, String> present,
            Map<String, String> wanted) {
        if ((present == null || present.isEmpty()) && !wanted.isEmpty()) {
            operations.add(operation("add", path, wanted));
            return;
        }
        wanted.forEach((key, value) -> operations.add(
                operation("add", path + "/" + key.replace("~", "~0").replace("/", "~1"), value)));
    }

    private static Map<String, Object> operation(String verb, String path, Object value) {
        return Map.of("op", verb, "path", path, "value", value);
    }
}
