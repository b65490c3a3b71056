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
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code /state} of agents over HTTP. */
public final class AgentClient {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private AgentClient() {}

    /** Reads the state of each agent, one after the other; one that fails does not hide the others. */
    public static List<AgentState> read(List<String> urls) throws CommandFailedException {
        List<AgentState> states = new ArrayList<>();
        List<CommandFailedException> failures = new ArrayList<>();
        try (HttpClient client = AgentHttp.client()) {
            for (String url : urls) {
                URI uri = AgentHttp.stateUri(url);
                try {
                    states.add(parse(AgentHttp.get(client, uri), uri));
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
