package dev.virtualip.testkit.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/**
 * Agents in name only: each says with its own node's token what an agent would say that carries out its VRRPRouter at
 * once, on a network where VRRP works. So a test of the operator sees every case, and waits for no protocol.
 */
public final class FakeAgents {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ROUTERS = "/apis/virtualip.dev/v1alpha1/vrrprouters/";

    private final KubeCluster cluster;
    private final Map<String, ApiServerClient> clients = new ConcurrentSkipListMap<>();
    private final Map<String, List<String>> addresses = new HashMap<>();

    /** Agents of these nodes, each of which has reported once. */
    public static FakeAgents start(KubeCluster cluster, List<String> nodes) {
        FakeAgents agents = new FakeAgents(cluster, nodes);
        agents.await(
                "every node has a VRRPRouter on which its agent has reported",
                () -> nodes.stream()
                        .allMatch(node ->
                                cluster.virtualIPs().router(node).path("status").has("interfaces")));
        return agents;
    }

    /** Agents of these nodes, which have not reported yet. */
    public FakeAgents(KubeCluster cluster, List<String> nodes) {
        this.cluster = cluster;
        for (String node : nodes) {
            String token = cluster.api().tokenOnNode(KubeCluster.NAMESPACE, "virtualip-agent", node);
            clients.put(node, cluster.api().as(token));
            int host = 200 + clients.size();
            addresses.put(node, List.of("192.0.2.%d/24".formatted(host), "2001:db8::%d/64".formatted(host)));
        }
    }

    /** Waits for something, as {@link KubeCluster#await}, while the agents obey. */
    public void await(String what, BooleanSupplier condition) {
        cluster.await(what, () -> {
            obey();
            return condition.getAsBoolean();
        });
    }

    /** An agent that says nothing any more. */
    public void silence(String node) {
        clients.remove(node);
    }

    /** Each agent reports another router that it heard: that changes its status, and nothing that is planned. */
    public void hear(int virtualRouterID) {
        String status = """
            {"status": {"heardVirtualRouters": [
              {"interface": "eth1", "virtualRouterID": %d, "source": "192.0.2.250", "version": 3}]}}
            """.formatted(virtualRouterID);
        clients.forEach((node, client) ->
                client.merge(ROUTERS + node + "/status", status).orThrow());
    }

    /** Each agent carries out what its VRRPRouter says, and reports it if it has not. */
    public void obey() {
        Map<String, JsonNode> routers = new LinkedHashMap<>();
        clients.keySet().forEach(node -> {
            JsonNode router = cluster.virtualIPs().router(node);
            if (router.has("spec")) {
                routers.put(node, router);
            }
        });
        Map<String, Integer> best = new HashMap<>();
        routers.values()
                .forEach(router -> router.path("spec")
                        .path("virtualRouters")
                        .forEach(one -> best.merge(
                                one.path("name").asText(), one.path("priority").asInt(), Math::max)));
        routers.forEach((node, router) -> report(node, router, best));
    }

    private void report(String node, JsonNode router, Map<String, Integer> best) {
        JsonNode before = router.path("status");
        ObjectNode status = JSON.createObjectNode();
        status.put(
                "observedGeneration", router.path("metadata").path("generation").asLong());
        ObjectNode link = status.putArray("interfaces").addObject();
        link.put("name", "eth1").put("up", true).put("mac", "02:00:00:00:00:01");
        link.set("addresses", JSON.valueToTree(addresses.get(node)));
        ArrayNode reports = status.putArray("virtualRouters");
        for (JsonNode one : router.path("spec").path("virtualRouters")) {
            boolean active = one.path("priority").asInt()
                    == Objects.requireNonNull(best.get(one.path("name").asText()));
            reports.add(report(one, active ? "Active" : "Backup", before));
        }
        status.putArray("heardVirtualRouters");
        status.putArray("conditions");
        if (!status.equals(before)) {
            Objects.requireNonNull(clients.get(node)).merge(ROUTERS + node + "/status", "{\"status\":" + status + "}");
        }
    }

    private static ObjectNode report(JsonNode router, String state, JsonNode before) {
        String since = Instant.now().toString();
        for (JsonNode old : before.path("virtualRouters")) {
            if (old.path("name").equals(router.path("name"))
                    && old.path("state").asText().equals(state)) {
                since = old.path("since").asText();
            }
        }
        ObjectNode report = JSON.createObjectNode();
        report.set("name", router.path("name"));
        report.set("interface", router.path("interface"));
        report.set("virtualRouterID", router.path("vrrp").path("virtualRouterID"));
        report.set("addresses", router.path("addresses"));
        report.put("state", state);
        report.set("priority", router.path("priority"));
        report.put("since", since);
        report.put("reason", state.equals("Active") ? "PeerTimeout" : "Started");
        report.put("transitions", 1);
        report.putArray("healthChecks");
        report.putArray("conditions");
        return report;
    }
}
