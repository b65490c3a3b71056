package dev.virtualip.cli.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.report.AgentState;
import dev.virtualip.crds.report.AgentState.AgentRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code /state} of agents over HTTP. */
public final class AgentClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private AgentClient() {}

    /** Reads the state of each agent, one after the other; one that fails does not hide the others. */
    public static List<AgentState> read(List<String> urls) throws CommandFailedException {
        List<AgentState> states = new ArrayList<>();
        List<CommandFailedException> failures = new ArrayList<>();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            for (String url : urls) {
                URI uri = uri(url);
                try {
                    states.add(read(client, uri));
                } catch (CommandFailedException e) {
                    failures.add(e);
                    states.add(AgentState.failed(uri.getAuthority(), String.valueOf(e.getMessage())));
                }
            }
        }
        if (failures.size() == urls.size()) {
            throw failures.getFirst();
        }
        return states;
    }

    private static AgentState read(HttpClient client, URI uri) throws CommandFailedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
                String body = answer.body().strip();
                throw new CommandFailedException("%s answers %d: %s"
                        .formatted(
                                uri,
                                answer.statusCode(),
                                body.lines().findFirst().orElse("nothing")));
            }
            return parse(answer.body(), uri);
        } catch (HttpTimeoutException e) {
            throw new CommandFailedException(
                    "The agent at %s does not answer within %d s: check that it runs, and its log"
                            .formatted(uri, TIMEOUT.toSeconds()));
        } catch (ConnectException e) {
            throw new CommandFailedException(
                    ("No agent answers at %s: check that it runs there, with --http at this address. By default it is"
                                    + " reached only on its own host, at http://127.0.0.1:9851")
                            .formatted(uri));
        } catch (IOException e) {
            throw new CommandFailedException("The agent at %s cannot be read: %s; check that it runs, and its log"
                    .formatted(uri, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    /** Accepts a whole URL, or a host with a port. */
    static URI uri(String url) throws CommandFailedException {
        String whole = url.contains("://") ? url : "http://" + url;
        try {
            URI uri = URI.create(whole.replaceFirst("/+$", ""));
            if (uri.getHost() == null || !whole.startsWith("http")) {
                throw new IllegalArgumentException("it has no host");
            }
            String path = uri.getPath();
            return path == null || path.isEmpty() ? uri.resolve("/state") : uri;
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    "--agent %s is no URL: %s. Example: --agent http://127.0.0.1:9851".formatted(url, e.getMessage()));
        }
    }

    static AgentState parse(String body, URI uri) throws CommandFailedException {
        try {
            JsonNode state = JSON.readTree(body);
            if (!state.path("virtualRouters").isArray()) {
                throw new CommandFailedException(
                        "%s is not the state of an agent: it has no virtualRouters".formatted(uri));
            }
            List<AgentRouter> routers = new ArrayList<>();
            for (JsonNode router : state.path("virtualRouters")) {
                List<String> names = new ArrayList<>();
                router.path("virtualIPs").forEach(name -> names.add(name.asText()));
                Map<String, Integer> priorities = new HashMap<>();
                router.path("peers")
                        .forEach(peer -> priorities.put(
                                peer.path("address").asText(),
                                peer.path("priority").asInt()));
                routers.add(new AgentRouter(
                        router.path("family").asText(),
                        names,
                        JSON.treeToValue(router, VirtualRouterStatus.class),
                        priorities));
            }
            List<Condition> conditions = new ArrayList<>();
            for (JsonNode condition : state.path("conditions")) {
                conditions.add(JSON.treeToValue(condition, Condition.class));
            }
            String node = state.path("node").asText(uri.getHost());
            return new AgentState(
                    node,
                    null,
                    state.path("ready").asBoolean(),
                    routers,
                    conditions,
                    state.path("recentLateness").asText(null));
        } catch (JsonProcessingException e) {
            throw new CommandFailedException(
                    "%s is not the state of an agent: %s".formatted(uri, e.getOriginalMessage()));
        }
    }
}
