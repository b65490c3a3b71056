package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.operator.plan.model.ServiceState;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.snapshot.ServiceObject;
import dev.virtualip.operator.snapshot.ServiceReader;
import dev.virtualip.operator.status.service.ServiceChange.StatusPatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes into Services. A strategic merge patch touches only the operator's own finalizer, its condition and the
 * addresses, whatever others write meanwhile, and works without managed fields, which a restored Service lacks. Each
 * patch names the UID, so that it fails when another Service has the name by now. Every method throws
 * {@link io.fabric8.kubernetes.client.KubernetesClientException} when the API server refuses or does not answer.
 */
final class ServiceClient {
    private static final PatchContext PATCH = new PatchContext.Builder()
            .withPatchType(PatchType.STRATEGIC_MERGE)
            .withFieldManager(ServiceObject.FIELD_MANAGER)
            .build();
    private static final PatchContext FORCED_APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(ServiceObject.FIELD_MANAGER)
            .withForce(true)
            .build();
    private static final List<String> FINALIZERS = List.of(WantedService.FINALIZER);

    private final KubernetesClient client;

    ServiceClient(KubernetesClient client) {
        this.client = client;
    }

    /** Adds the finalizer. */
    ServiceObject addFinalizer(ServiceObject current) {
        return client.resource(current).patch(PATCH, json(metadata(current, "finalizers", FINALIZERS)));
    }

    /** Removes the finalizer; the API server deletes a Service that waits for it. */
    ServiceObject removeFinalizer(ServiceObject current) {
        return client.resource(current)
                .patch(PATCH, json(metadata(current, "$deleteFromPrimitiveList/finalizers", FINALIZERS)));
    }

    /** Writes parts of the status. */
    ServiceObject patchStatus(ServiceObject current, StatusPatch patch) {
        return isTakenOver(current, patch) ? applyStatus(current, patch) : mergeStatus(current, patch);
    }

    /** Whether a patch has the addresses that another load balancer wrote. */
    private static boolean isTakenOver(ServiceObject current, StatusPatch patch) {
        ServiceState state = ServiceReader.state(current);
        return state.foreignIngress() && state.ingress().equals(patch.ingress());
    }

    /**
     * Records that the addresses are the operator's. A merge patch that changes nothing leaves them to the other, and
     * then they would stay in the status when the Service is released.
     */
    private ServiceObject applyStatus(ServiceObject current, StatusPatch patch) {
        Map<String, Object> status = new HashMap<>();
        status.put("loadBalancer", Map.of("ingress", entries(Objects.requireNonNull(patch.ingress()))));
        if (patch.condition() != null) {
            status.put("conditions", List.of(patch.condition()));
        }
        Map<String, Object> body =
                metadata(current, "name", current.getMetadata().getName());
        body.put("apiVersion", current.getApiVersion());
        body.put("kind", current.getKind());
        body.put("status", status);
        return client.resource(current).subresource("status").patch(FORCED_APPLY, json(body));
    }

    private ServiceObject mergeStatus(ServiceObject current, StatusPatch patch) {
        Map<String, Object> status = new HashMap<>();
        if (patch.ingress() != null) {
            Map<String, @Nullable Object> loadBalancer = new HashMap<>();
            loadBalancer.put("ingress", patch.ingress().isEmpty() ? null : entries(patch.ingress()));
            status.put("loadBalancer", loadBalancer);
        }
        status.put("conditions", List.of(condition(patch.condition())));
        Map<String, Object> body =
                metadata(current, "uid", current.getMetadata().getUid());
        body.put("status", status);
        return client.resource(current).subresource("status").patch(PATCH, json(body));
    }

    private static List<Map<String, String>> entries(List<String> addresses) {
        return addresses.stream()
                .map(address -> Map.of("ip", address, "ipMode", "VIP"))
                .toList();
    }

    private static Object condition(@Nullable Condition condition) {
        return condition == null ? Map.of("$patch", "delete", "type", ServiceState.CONDITION) : condition;
    }

    private static Map<String, Object> metadata(ServiceObject current, String field, Object value) {
        Map<String, Object> body = new HashMap<>();
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("uid", current.getMetadata().getUid());
        metadata.put(field, value);
        body.put("metadata", metadata);
        return body;
    }

    private String json(Map<String, Object> body) {
        return client.getKubernetesSerialization().asJson(body);
    }
}
