package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads VirtualIPs, VRRPRouters and Events from the API server. */
public final class VirtualIPs {
    private static final String OURS = "/apis/virtualip.dev/v1alpha1/";

    private final ApiServerClient api;

    /** Read by this client. */
    public VirtualIPs(ApiServerClient api) {
        this.api = api;
    }

    /** A VirtualIP; missing when there is none, or no answer. */
    public JsonNode get(String name) {
        return object("virtualips/" + name);
    }

    /** The VRRPRouter of a node; missing when there is none, or no answer. */
    public JsonNode router(String node) {
        return object("vrrprouters/" + node);
    }

    /** Deletes a VirtualIP. */
    public void delete(String name) {
        api.delete(OURS + "virtualips/" + name).orThrow();
    }

    /** The node of which status says that it answers; empty while it says nothing. */
    public String activeNode(String name) {
        return get(name).path("status").path("activeNode").asText();
    }

    /**
     * Whether a condition of a VirtualIP has this status and this reason for the present generation.
     *
     * @param reason which reason; empty for any
     */
    public boolean has(String name, String condition, String status, String reason) {
        JsonNode object = get(name);
        long generation = object.path("metadata").path("generation").asLong();
        return stream(object.path("status").path("conditions"))
                .filter(one -> one.path("type").asText().equals(condition))
                .filter(one -> one.path("observedGeneration").asLong() >= generation)
                .anyMatch(one -> one.path("status").asText().equals(status)
                        && (reason.isEmpty() || one.path("reason").asText().equals(reason)));
    }

    /** Whether a VirtualIP is Ready. */
    public boolean isReady(String name) {
        return has(name, "Ready", "True", "");
    }

    /** The Events about an object of some kind, for example a VirtualIP or a Node. */
    public List<JsonNode> events(String kind, String name) {
        String selector = "involvedObject.kind=%s,involvedObject.name=%s".formatted(kind, name);
        return stream(api.get("/api/v1/events?fieldSelector=" + selector)
                        .orThrow()
                        .path("items"))
                .toList();
    }

    private JsonNode object(String path) {
        ApiAnswer answer = api.get(OURS + path);
        return answer.isGood() ? answer.body() : MissingNode.getInstance();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
