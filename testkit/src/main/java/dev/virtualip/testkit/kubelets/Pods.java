package dev.virtualip.testkit.kubelets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.kubernetes.ApiServerClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The Pods of our release, as the API server has them. */
final class Pods {
    private static final String PATH = "/api/v1/namespaces/" + ChartRelease.NAMESPACE + "/pods?labelSelector=";
    private static final String PROGRAM = "app.kubernetes.io/name%3D";

    private final ApiServerClient api;

    Pods(ApiServerClient api) {
        this.api = api;
    }

    /** Whatever there is, also what is about to go. */
    List<JsonNode> all() {
        return list("");
    }

    /** Those of a program that are there to stay. */
    List<JsonNode> of(String program) {
        return list(PROGRAM + program).stream()
                .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
                .toList();
    }

    /** The agent on a node. */
    Optional<JsonNode> agent(String node) {
        return of("virtualip-agent").stream()
                .filter(pod -> pod.path("spec").path("nodeName").asText().equals(node))
                .findFirst();
    }

    static String name(JsonNode pod) {
        return pod.path("metadata").path("name").asText();
    }

    static boolean isReady(JsonNode pod) {
        return StreamSupport.stream(pod.path("status").path("conditions").spliterator(), false)
                .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    }

    private List<JsonNode> list(String selector) {
        JsonNode items = api.get(PATH + selector).orThrow().path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }
}
