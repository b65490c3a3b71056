package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Namespace;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A client of the API server, in the namespace in which the server runs. Nothing here throws when the server
 * refuses or is not there: {@link ApiAnswer} says so, and {@link ApiAnswer#orThrow} is for those who expect success.
 * Paths are those of Kubernetes: {@code /api/v1/nodes/a}, {@code /apis/virtualip.dev/v1alpha1/virtualips}.
 */
public final class ApiServerClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern WARNING = Pattern.compile("(?im)^warning: \\d+ \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.\\d (\\d+)");
    private static final String MERGE = "application/merge-patch+json";

    private final HttpsCall server;
    private final String token;
    private final ResourcePaths resources;

    ApiServerClient(HttpsCall server, String token) {
        this.server = server;
        this.token = token;
        this.resources = new ResourcePaths(this);
    }

    /**
     * A client of an API server that another program runs.
     *
     * @param namespace from where
     * @param server where it listens
     * @param certificates whom to trust (PEM)
     * @param token who it is
     */
    public static ApiServerClient of(Namespace namespace, InetSocketAddress server, byte[] certificates, String token) {
        return new ApiServerClient(HttpsCall.to(namespace, server, certificates), token);
    }

    /** Reads an object, or a list. */
    public ApiAnswer get(String path) {
        return send("GET", path, "");
    }

    /** Creates an object from JSON at the path of its list. */
    public ApiAnswer post(String path, String json) {
        return send("POST", path, "application/json", json);
    }

    /** Replaces an object, or its status at the path that ends in {@code /status}. */
    public ApiAnswer put(String path, String json) {
        return send("PUT", path, "application/json", json);
    }

    /** Changes the fields that a JSON merge patch names. */
    public ApiAnswer merge(String path, String json) {
        return send("PATCH", path, MERGE, json);
    }

    /** Deletes an object, or all of a list. */
    public ApiAnswer delete(String path) {
        return send("DELETE", path, "");
    }

    /**
     * Creates the objects of a YAML text, or brings those that are there to what it says, by server-side apply. Unknown
     * fields are refused, as kubectl does it. Stops at the first object that is refused; the answer is the last one's.
     */
    public ApiAnswer apply(String yaml) {
        return apply(yaml, "e2e");
    }

    /** The same in the name of another owner of fields. Fields of other owners are taken over. */
    public ApiAnswer apply(String yaml, String fieldManager) {
        List<JsonNode> documents = YamlDocuments.of(yaml);
        for (JsonNode document : documents.subList(0, documents.size() - 1)) {
            ApiAnswer answer = apply(document, fieldManager);
            if (!answer.isGood()) {
                return answer;
            }
        }
        return apply(documents.getLast(), fieldManager);
    }

    /** Creates the object of a YAML text as {@code kubectl create} does: unknown fields are refused. */
    public ApiAnswer create(String yaml) {
        return create(yaml, "");
    }

    /** Asks what {@link #create} would answer, and changes nothing. */
    public ApiAnswer dryRun(String yaml) {
        return create(yaml, "&dryRun=All");
    }

    /** The path of the object that a document describes; the kind must be known to the server. */
    public String pathOf(String yaml) {
        return resources.pathOf(YamlDocuments.of(yaml).getFirst());
    }

    private ApiAnswer create(String yaml, String options) {
        JsonNode document = YamlDocuments.of(yaml).getFirst();
        String path = resources.pathOf(document);
        String list = path.substring(0, path.lastIndexOf('/'));
        return post(list + "?fieldValidation=Strict&fieldManager=e2e" + options, document.toString());
    }

    private ApiAnswer apply(JsonNode document, String fieldManager) {
        String path = resources.pathOf(document) + "?force=true&fieldValidation=Strict&fieldManager=" + fieldManager;
        return send("PATCH", path, "application/apply-patch+yaml", document.toString());
    }

    private ApiAnswer send(String method, String path, String body) {
        return send(method, path, "application/json", body);
    }

    private ApiAnswer send(String method, String path, String contentType, String body) {
        String request = method + " " + path;
        // HTTP 1.0: the end of the connection is the end of the answer.
        String head = """
            %s HTTP/1.0
            Host: %s
            Authorization: Bearer %s
            Accept: application/json
            User-Agent: virtualip-e2e
            Connection: close
            Content-Type: %s
            Content-Length: %d
            """.formatted(
                        request,
                        server.server().getAddress().getHostAddress(),
                        token,
                        contentType,
                        body.getBytes(StandardCharsets.UTF_8).length)
                .replace("\n", "\r\n");
        try {
            return answer(request, server.send(head, body));
        } catch (LabException e) {
            return new ApiAnswer(request, ApiAnswer.SILENT, TextNode.valueOf(e.getMessage()), List.of());
        }
    }

    private static ApiAnswer answer(String request, HttpsCall.Reply reply) {
        int status = STATUS.matcher(reply.head())
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new LabException(request + ": no HTTP answer: " + reply.head()));
        List<String> warnings = WARNING.matcher(reply.head())
                .results()
                .map(ApiServerClient::text)
                .toList();
        return new ApiAnswer(request, status, parse(reply.body()), warnings);
    }

    private static String text(MatchResult warning) {
        return warning.group(1).replaceAll("\\\\(.)", "$1");
    }

    private static JsonNode parse(String body) {
        try {
            return body.startsWith("{") ? JSON.readTree(body) : TextNode.valueOf(body);
        } catch (JsonProcessingException cutOff) {
            return TextNode.valueOf(body);
        }
    }
}
