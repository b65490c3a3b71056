package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.kernel.LabException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** Paths of objects, as the API server lists its kinds; asked for once per kind. */
final class ResourcePaths {
    private final ApiServerClient client;
    private final Map<String, Resource> known = new ConcurrentHashMap<>();

    ResourcePaths(ApiServerClient client) {
        this.client = client;
    }

    private record Resource(String plural, boolean namespaced) {}

    /** The path of the object that a document describes. */
    String pathOf(JsonNode document) {
        String apiVersion = document.path("apiVersion").asText();
        String kind = document.path("kind").asText();
        JsonNode metadata = document.path("metadata");
        String base = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
        Resource resource = known.computeIfAbsent(base + " " + kind, key -> find(base, kind));
        String namespace = resource.namespaced()
                ? "/namespaces/" + metadata.path("namespace").asText("default")
                : "";
        return base + namespace + "/" + resource.plural() + "/"
                + metadata.path("name").asText();
    }

    private Resource find(String base, String kind) {
        JsonNode all = client.get(base).orThrow().path("resources");
        Optional<JsonNode> found = StreamSupport.stream(all.spliterator(), false)
                .filter(one -> one.path("kind").asText().equals(kind))
                .filter(one -> !one.path("name").asText().contains("/"))
                .findFirst();
        return found.map(one -> new Resource(
                        one.path("name").asText(), one.path("namespaced").asBoolean()))
                .orElseThrow(() -> new LabException("the API server knows no kind " + kind + " at " + base));
    }
}
