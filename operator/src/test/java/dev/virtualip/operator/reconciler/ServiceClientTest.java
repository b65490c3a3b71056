package dev.virtualip.operator.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.crds.condition.Condition;
import dev.virtualip.operator.api.FakeApiServer;
import dev.virtualip.operator.snapshot.ServiceObject;
import dev.virtualip.operator.status.service.ServiceChange.StatusPatch;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses that another load balancer wrote become the operator's by a forced apply; all else is merged. */
class ServiceClientTest {
    private static final String MERGE = "application/strategic-merge-patch+json";
    private static final String APPLY = "application/apply-patch+yaml";
    private static final Condition READY =
            new Condition("virtualip.dev/Ready", "True", "Active", "one node answers", "1970-01-01T00:00:00Z", 1L);
    private static final String FOREIGN = "manager: speaker";
    private static final String OURS = "manager: virtualip-operator";

    private final List<FakeApiServer.Request> requests = new CopyOnWriteArrayList<>();
    private final FakeApiServer server = FakeApiServer.start(request -> {
        requests.add(request);
        return Serialization.unmarshal(text(OURS), Map.class);
    });
    private final ServiceClient client = new ServiceClient(server.client());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sameAddressesOfAnotherWriterAreAppliedByForce() {
        client.patchStatus(service(FOREIGN), new StatusPatch(List.of("192.0.2.10"), READY));

        FakeApiServer.Request request = only();
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.path()).isEqualTo("/api/v1/namespaces/shop/services/web/status");
        assertThat(request.contentType()).startsWith(APPLY);
        assertThat(Objects.requireNonNull(request.query()).split("&"))
                .contains("force=true", "fieldManager=virtualip-operator");
        assertThat(request.field("/apiVersion")).isEqualTo("v1");
        assertThat(request.field("/kind")).isEqualTo("Service");
        assertThat(request.field("/metadata/name")).isEqualTo("web");
        assertThat(request.field("/metadata/uid")).isEqualTo("uid");
        assertThat(body().at("/status/loadBalancer/ingress"))
                .isEqualTo(json("[{\"ip\": \"192.0.2.10\", \"ipMode\": \"VIP\"}]"));
        assertThat(body().at("/status/conditions")).hasSize(1);
        assertThat(request.field("/status/conditions/0/type")).isEqualTo("virtualip.dev/Ready");
    }

    @Test
    void sameAddressesWithoutAConditionAreAppliedWithoutOne() {
        client.patchStatus(service(FOREIGN), new StatusPatch(List.of("192.0.2.10"), null));

        assertThat(only().contentType()).startsWith(APPLY);
        assertThat(body().at("/status").has("conditions")).isFalse();
    }

    @Test
    void otherAddressesThanThoseOfAnotherWriterAreMerged() {
        client.patchStatus(service(FOREIGN), new StatusPatch(List.of("192.0.2.11"), READY));

        assertThat(only().contentType()).startsWith(MERGE);
        assertThat(only().field("/status/loadBalancer/ingress/0/ip")).isEqualTo("192.0.2.11");
        assertThat(body().has("kind")).isFalse();
    }

    @Test
    void ownAddressesAreMerged() {
        client.patchStatus(service(OURS), new StatusPatch(List.of("192.0.2.10"), READY));

        assertThat(only().contentType()).startsWith(MERGE);
    }

    @Test
    void conditionAloneLeavesTheAddressesOfAnotherWriter() {
        client.patchStatus(service(FOREIGN), new StatusPatch(null, READY));

        assertThat(only().contentType()).startsWith(MERGE);
        assertThat(body().at("/status").has("loadBalancer")).isFalse();
    }

    private FakeApiServer.Request only() {
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private JsonNode body() {
        return Objects.requireNonNull(only().body());
    }

    private static @Nullable JsonNode json(String text) {
        return Serialization.unmarshal(text, JsonNode.class);
    }

    private static ServiceObject service(String writer) {
        return Serialization.unmarshal(text(writer), ServiceObject.class);
    }

    private static String text(String writer) {
        return """
            apiVersion: v1
            kind: Service
            metadata:
              {name: web, namespace: shop, uid: uid, resourceVersion: "7",
               managedFields: [{%s, operation: Apply, subresource: status, fieldsType: FieldsV1,
                 fieldsV1: {"f:status": {"f:loadBalancer": {"f:ingress": {}}}}}]}
            spec: {type: LoadBalancer, ports: [{port: 80}]}
            status: {loadBalancer: {ingress: [{ip: 192.0.2.10}]}}
            """.formatted(writer);
    }
}
