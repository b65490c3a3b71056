package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the status that Services of type LoadBalancer of one namespace have in the API server. */
public final class LoadBalancers {
    private static final String READY = "virtualip.dev/Ready";

    private final ApiServerClient api;
    private final String namespace;

    /** Those of a namespace, read by this client. */
    public LoadBalancers(ApiServerClient api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /** A Service; missing when there is none, or no answer. */
    public JsonNode get(String name) {
        ApiAnswer answer = api.get(path(name));
        return answer.isGood() ? answer.body() : MissingNode.getInstance();
    }

    /** The path of a Service in the API. */
    public String path(String name) {
        return "/api/v1/namespaces/%s/services/%s".formatted(namespace, name);
    }

    /** The addresses in its status, in order; none while it has none. */
    public List<InetAddress> addresses(String name) {
        return ingress(get(name))
                .map(one -> InetAddress.ofLiteral(one.path("ip").asText()))
                .toList();
    }

    /** Whether all addresses in its status have {@code ipMode: VIP}, which kube-proxy then serves itself. */
    public boolean isDelivered(String name) {
        return ingress(get(name)).allMatch(one -> one.path("ipMode").asText().equals("VIP"));
    }

    /**
     * Whether its condition of ours has this status and this reason.
     *
     * @param reason which reason; empty for any
     */
    public boolean has(String name, String status, String reason) {
        return conditions(get(name))
                .anyMatch(one -> one.path("status").asText().equals(status)
                        && (reason.isEmpty() || one.path("reason").asText().equals(reason)));
    }

    /** The message of its condition of ours; empty while it has none. */
    public String message(String name) {
        return conditions(get(name))
                .map(one -> one.path("message").asText())
                .findFirst()
                .orElse("");
    }

    /** The reasons of all Events about it. */
    public List<String> eventReasons(String name) {
        String selector = "involvedObject.kind=Service,involvedObject.name=" + name;
        return stream(api.get("/api/v1/namespaces/%s/events?fieldSelector=%s".formatted(namespace, selector))
                        .orThrow()
                        .path("items"))
                .map(event -> event.path("reason").asText())
                .toList();
    }

    private static Stream<JsonNode> ingress(JsonNode service) {
        return stream(service.at("/status/loadBalancer/ingress"));
    }

    private static Stream<JsonNode> conditions(JsonNode service) {
        return stream(service.at("/status/conditions"))
                .filter(one -> one.path("type").asText().equals(READY));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
