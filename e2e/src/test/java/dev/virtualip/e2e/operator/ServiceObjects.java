package dev.virtualip.e2e.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.virtualip.testkit.kubernetes.ApiAnswer;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import java.util.ArrayList;
import java.util.List;

/** The Services of a test's cluster, as its administrator and its users see and change them. */
final class ServiceObjects {
    /** The spec of a plain Service without its braces. */
    static final String SPEC =
            "type: LoadBalancer, selector: {app: web}, ports: [{name: http, port: 80, protocol: TCP}]";

    private final KubeCluster cluster;

    ServiceObjects(KubeCluster cluster) {
        this.cluster = cluster;
    }

    /** Creates one with these further fields of its spec, each followed by a comma, and these annotations. */
    void create(String namespace, String name, String spec, String annotations) {
        cluster.api()
                .admin()
                .create("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: %s, namespace: %s, annotations: {%s}}
                    spec: {%s%s}
                    """.formatted(name, namespace, annotations, spec, SPEC))
                .orThrow();
    }

    /** Changes one by a merge patch. */
    void patch(String namespace, String name, String patch) {
        cluster.api().admin().merge(path(namespace, name), patch).orThrow();
    }

    /** Writes an address into the status of one, as a load balancer does. */
    void assign(String namespace, String name, String address) {
        cluster.api()
                .admin()
                .merge(
                        path(namespace, name) + "/status",
                        "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"ip\": \"%s\"}]}}}".formatted(address))
                .orThrow();
    }

    /** Deletes one; its finalizers keep it. */
    void delete(String namespace, String name) {
        cluster.api().admin().delete(path(namespace, name)).orThrow();
    }

    /** The path of one in the API. */
    static String path(String namespace, String name) {
        return "/api/v1/namespaces/%s/services/%s".formatted(namespace, name);
    }

    /** Reads one; missing: there is none. */
    JsonNode get(String namespace, String name) {
        ApiAnswer answer = cluster.api().admin().get(path(namespace, name));
        return answer.isGood() ? answer.body() : MissingNode.getInstance();
    }

    /** The finalizers of one. */
    List<String> finalizers(String namespace, String name) {
        List<String> texts = new ArrayList<>();
        get(namespace, name).at("/metadata/finalizers").forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /** The addresses in the status of one. */
    List<String> ingress(String namespace, String name) {
        List<String> texts = new ArrayList<>();
        get(namespace, name)
                .at("/status/loadBalancer/ingress")
                .forEach(one -> texts.add(one.path("ip").asText()));
        return texts;
    }

    /** The operator's condition of one; missing: there is none. */
    JsonNode condition(String namespace, String name) {
        for (JsonNode one : get(namespace, name).at("/status/conditions")) {
            if (one.path("type").asText().equals("virtualip.dev/Ready")) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    /** The reason that the operator's condition of one has; empty: there is none. */
    String reason(String namespace, String name) {
        return condition(namespace, name).path("reason").asText();
    }

    /** Whether there is an Event about a Service of this name. */
    boolean hasEvent(String name, String reason) {
        return cluster.virtualIPs().events("Service", name).stream()
                .anyMatch(event -> event.path("reason").asText().equals(reason));
    }

    /** Whether there is an Event about a Service of this name with this text in its message. */
    boolean hasEventThatSays(String name, String text) {
        return cluster.virtualIPs().events("Service", name).stream()
                .anyMatch(event -> event.path("message").asText().contains(text));
    }
}
