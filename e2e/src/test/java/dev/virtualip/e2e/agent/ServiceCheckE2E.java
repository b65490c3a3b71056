package dev.virtualip.e2e.agent;

import static dev.virtualip.e2e.agent.AgentCluster.ADDRESS;
import static dev.virtualip.e2e.agent.AgentCluster.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A health check of kind service follows the EndpointSlices of a real API server, and survives its absence. */
@SideBySide
@RequiresApiServer
class ServiceCheckE2E {
    private static final String CHECKS =
            "[{name: nginx, period: 200ms, timeout: 100ms, service: {namespace: default, name: nginx}}]";

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static AgentCluster agents;

    @BeforeAll
    static void start() {
        agents = AgentCluster.start("ServiceCheckE2E");
    }

    @AfterAll
    static void stop() {
        agents.close();
    }

    @Test
    void addressIsWhereAnEndpointIsReadyAlsoWithoutTheApiServer() {
        endpoints(true, true);
        NODES.forEach(node -> agents.order(node, CHECKS, ""));
        NODES.forEach(node -> awaitVerdict(node, true));
        assertThat(agents.cluster().holders(ADDRESS)).containsExactly("node-a");

        endpoints(false, true);
        awaitVerdict("node-a", false);
        awaitHolder("node-b");
        assertThat(check("node-a").path("lastError").asText())
                .contains("Service nginx in namespace default has no ready endpoint on this node");

        // What changes while the API server is away is not seen, and nothing moves.
        agents.proxy().become(ProxyFault.GONE);
        NODES.forEach(node -> agents.await(
                node + " says what is in the way", () -> agents.readiness(node).startsWith("ready\ndegraded: ")));
        endpoints(true, false);
        Wait.millis(1500);
        assertThat(agents.cluster().holders(ADDRESS)).containsExactly("node-b");

        agents.proxy().become(ProxyFault.NONE);
        awaitVerdict("node-a", true);
        awaitVerdict("node-b", false);
        awaitHolder("node-a");
        assertThat(agents.proxy().requests())
                .filteredOn(request -> request.contains("endpointslices"))
                .isNotEmpty()
                .allMatch(
                        request -> request.startsWith("GET /apis/discovery.k8s.io/v1/namespaces/default/endpointslices"
                                + "?labelSelector=kubernetes.io%2Fservice-name%3Dnginx"));

        NODES.forEach(node -> agents.order(node, ""));
        awaitHolder("node-a");
    }

    private static void awaitHolder(String node) {
        agents.await(
                node + " holds the address",
                () -> agents.cluster().holders(ADDRESS).equals(List.of(node)));
    }

    private static void awaitVerdict(String node, boolean healthy) {
        agents.await(
                "the check on " + node + " is " + (healthy ? "healthy" : "unhealthy"),
                () -> check(node).path("healthy").isBoolean()
                        && check(node).path("healthy").asBoolean() == healthy);
    }

    /** The only health check of the virtual router in the status of a node; missing while there is none. */
    private static JsonNode check(String node) {
        return agents.cluster().virtualIPs().router(node).at("/status/virtualRouters/0/healthChecks/0");
    }

    /** Writes what the controller of EndpointSlices would write, which does not run here. */
    private static void endpoints(boolean onNodeA, boolean onNodeB) {
        agents.cluster().api().admin().apply("""
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: nginx-1, namespace: default, labels: {kubernetes.io/service-name: nginx}}
            addressType: IPv4
            ports: [{name: http, port: 80, protocol: TCP}]
            endpoints:
            - {addresses: [192.0.2.11], nodeName: node-a, conditions: {ready: %s}}
            - {addresses: [192.0.2.12], nodeName: node-b, conditions: {ready: %s}}
            """.formatted(onNodeA, onNodeB)).orThrow();
    }
}
