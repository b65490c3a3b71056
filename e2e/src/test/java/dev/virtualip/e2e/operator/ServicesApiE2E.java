package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.ApiAnswer;
import dev.virtualip.testkit.kubernetes.AuditedWrite;
import dev.virtualip.testkit.kubernetes.FakeAgents;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Services of type LoadBalancer on a real API server: what the operator writes, and what it leaves alone. */
@SideBySide
@RequiresApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServicesApiE2E {
    private static final List<String> NODES = List.of("node-a", "node-b", "node-c");
    private static final String FINALIZER = "virtualip.dev/load-balancer";
    private static final String SPEC =
            "type: LoadBalancer, selector: {app: web}, ports: [{name: http, port: 80, protocol: TCP}]";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KubeCluster cluster;
    private OperatorProcess operator;
    private FakeAgents agents;

    @BeforeAll
    void start() {
        cluster = KubeCluster.start("ServicesApiE2E", NODES.toArray(String[]::new));
        operator = cluster.startOperator();
        agents = new FakeAgents(cluster, NODES);
        await(
                "every node has a VRRPRouter on which its agent has reported",
                () -> NODES.stream()
                        .allMatch(node ->
                                cluster.virtualIPs().router(node).path("status").has("interfaces")));
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIPPool
            metadata: {name: edge}
            spec: {ranges: [192.0.2.100-192.0.2.120, "2001:db8::100-2001:db8::120"]}
            """).orThrow();
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    @Order(1)
    void exposedDeploymentGetsAnAddressConditionAndEvents() {
        cluster.api().admin().apply("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: web}]}
            """).orThrow();

        cluster.api().kubectl("expose", "deployment", "web", "--type=LoadBalancer", "--port=80");

        await("web has an address", () -> ingress("default", "web").size() == 1);
        JsonNode entry = service("default", "web").at("/status/loadBalancer/ingress/0");
        assertThat(entry.path("ip").asText()).startsWith("192.0.2.1");
        assertThat(entry.path("ipMode").asText()).isEqualTo("VIP");
        assertThat(finalizers("default", "web")).containsExactly(FINALIZER);
        await(
                "it says so",
                () -> condition("default", "web").path("status").asText().equals("True"));
        assertThat(condition("default", "web").path("message").asText())
                .isEqualTo(
                        "%s: one node answers, see VirtualIP svc-default-web",
                        entry.path("ip").asText());
        await("an Event", () -> has("web", "Assigned"));
        JsonNode virtualIP = cluster.virtualIPs().get("svc-default-web");
        assertThat(virtualIP.at("/metadata/labels/virtualip.dev~1service-name").asText())
                .isEqualTo("web");
        assertThat(cluster.api().kubectl("get", "service", "web"))
                .contains(entry.path("ip").asText());
    }

    @Test
    @Order(2)
    void refusedServiceSaysWhyUntilItIsRight() {
        create("default", "lost", "", "virtualip.dev/pool: nowhere");
        await(
                "the condition",
                () -> condition("default", "lost").path("reason").asText().equals("PoolNotFound"));
        await("an Event", () -> has("lost", "AllocationFailed"));
        assertThat(ingress("default", "lost")).isEmpty();

        cluster.api().kubectl("annotate", "service", "lost", "--overwrite", "virtualip.dev/pool=edge");

        await("lost has an address", () -> ingress("default", "lost").size() == 1);
        await(
                "it says so",
                () -> condition("default", "lost").path("status").asText().equals("True"));
    }

    @Test
    @Order(3)
    void serviceOfAnotherImplementationIsLeftAlone() {
        create("default", "other", "loadBalancerClass: example.org/lb, ", "");
        String pending = """
            apiVersion: v1
            kind: Service
            metadata: {name: taken, namespace: default, finalizers: [example.org/cleanup]}
            spec: {%s}
            """.formatted(SPEC);
        cluster.api().admin().create(pending).orThrow();
        await("an Event says why", () -> has("taken", "OtherImplementation"));
        assertThat(finalizers("default", "taken")).containsExactly("example.org/cleanup");
        assertThat(finalizers("default", "other")).isEmpty();
        assertThat(condition("default", "taken").isMissingNode()).isTrue();
        patch("default", "taken", "{\"metadata\": {\"finalizers\": null}}");
    }

    @Test
    @Order(4)
    void addressWrittenByAnotherLoadBalancerIsNotRemoved() {
        create("default", "fought", "", "");
        await("fought has an address", () -> ingress("default", "fought").size() == 1);

        cluster.api().admin().merge(path("default", "fought") + "/status", """
            {"status": {"loadBalancer": {"ingress": [{"ip": "198.51.100.9"}]}}}
            """).orThrow();

        await(
                "the condition says so",
                () -> condition("default", "fought").path("reason").asText().equals("OtherImplementation"));
        assertThat(ingress("default", "fought")).containsExactly("198.51.100.9");
    }

    @Test
    @Order(5)
    void nothingIsWrittenAtRest() {
        await("nothing is left to be carried out", () -> cluster.virtualIPs().isReady("svc-default-web"));
        settle();
        int before = cluster.api().writes().size();

        Wait.millis(5_000);

        assertThat(ownWrites(before)).isEmpty();
    }

    @Test
    @Order(6)
    void changedTypeWithdrawsAndClears() {
        create("default", "changed", "", "");
        await("changed has an address", () -> ingress("default", "changed").size() == 1);

        patch("default", "changed", "{\"spec\": {\"type\": \"ClusterIP\"}}");

        await("the finalizer is gone", () -> finalizers("default", "changed").isEmpty());
        assertThat(ingress("default", "changed")).isEmpty();
        assertThat(condition("default", "changed").isMissingNode()).isTrue();
        assertNothingIsLeftOf("svc-default-changed");
        await("an Event", () -> has("changed", "Withdrawn"));
    }

    @Test
    @Order(7)
    void operatorKilledInTheMiddleIsFollowedByAnother() {
        create("default", "early", "", "");
        operator.kill();
        create("default", "late", "", "");
        cluster.api().admin().delete(path("default", "lost")).orThrow();

        operator = cluster.startOperator();

        await("early has an address", () -> ingress("default", "early").size() == 1);
        await("late has an address", () -> ingress("default", "late").size() == 1);
        await("lost is gone", () -> service("default", "lost").isMissingNode());
    }

    /** The agent of one node does not carry out the withdrawal. */
    @Test
    @Order(8)
    void silentNodeDelaysADeletionByThirtySecondsAtMost() {
        cluster.api().kubectl("create", "namespace", "shop");
        create("shop", "web", "", "");
        await("web has an address", () -> ingress("shop", "web").size() == 1);
        agents.silence("node-b");

        Instant start = Instant.now();
        cluster.api().admin().delete(path("shop", "web")).orThrow();

        await("the Service is gone", () -> service("shop", "web").isMissingNode());
        assertThat(Duration.between(start, Instant.now())).isBetween(LIMIT.minusSeconds(3), LIMIT.plusSeconds(20));
        await("the log names the silent node", () -> operator.log().contains("node-b"));
    }

    private void create(String namespace, String name, String spec, String annotations) {
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

    private void patch(String namespace, String name, String patch) {
        cluster.api().admin().merge(path(namespace, name), patch).orThrow();
    }

    private void assertNothingIsLeftOf(String virtualIP) {
        assertThat(cluster.virtualIPs().get(virtualIP).isMissingNode()).isTrue();
        assertThat(NODES)
                .allSatisfy(node -> assertThat(
                                cluster.virtualIPs().router(node).path("spec").toString())
                        .doesNotContain("\"" + virtualIP + "\""));
    }

    /** Waits until the operator has written nothing for a while. */
    private void settle() {
        int written = -1;
        while (written != ownWrites(0).size()) {
            written = ownWrites(0).size();
            for (int round = 0; round < 4; round++) {
                agents.obey();
                Wait.millis(500);
            }
        }
    }

    private List<AuditedWrite> ownWrites(int since) {
        return cluster.api().writes().stream()
                .skip(since)
                .filter(write -> write.user().endsWith(":virtualip-operator"))
                .filter(write -> !write.resource().equals("leases"))
                .toList();
    }

    private static String path(String namespace, String name) {
        return "/api/v1/namespaces/%s/services/%s".formatted(namespace, name);
    }

    private JsonNode service(String namespace, String name) {
        ApiAnswer answer = cluster.api().admin().get(path(namespace, name));
        return answer.isGood() ? answer.body() : MissingNode.getInstance();
    }

    private List<String> finalizers(String namespace, String name) {
        List<String> texts = new ArrayList<>();
        service(namespace, name).at("/metadata/finalizers").forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private List<String> ingress(String namespace, String name) {
        List<String> texts = new ArrayList<>();
        service(namespace, name)
                .at("/status/loadBalancer/ingress")
                .forEach(one -> texts.add(one.path("ip").asText()));
        return texts;
    }

    private JsonNode condition(String namespace, String name) {
        for (JsonNode one : service(namespace, name).at("/status/conditions")) {
            if (one.path("type").asText().equals("virtualip.dev/Ready")) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    private boolean has(String name, String reason) {
        return cluster.virtualIPs().events("Service", name).stream()
                .anyMatch(event -> event.path("reason").asText().equals(reason));
    }

    private void await(String what, BooleanSupplier condition) {
        cluster.await(what, () -> {
            agents.obey();
            return condition.getAsBoolean();
        });
    }
}
