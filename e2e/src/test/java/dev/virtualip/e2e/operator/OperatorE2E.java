package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.FakeAgents;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Life of a VirtualIP in the cluster, from its first status to its removal. */
@SideBySide
@RequiresApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorE2E {
    private static final List<String> NODES = List.of("node-a", "node-b", "node-c");
    private static final int FLAPPED = 15;

    /** Of what is there already: a second attempt to create something is none. */
    private static final Pattern CONFLICT =
            Pattern.compile("(?m)^virtualip_operator_writes_total\\{.*result=\"conflict\",verb=\"(?!create).*$");

    private static final Pattern APPLIED = Pattern.compile(
            "(?m)^virtualip_operator_writes_total\\{kind=\"VRRPRouter\",result=\"done\",verb=\"apply\"} (\\S+)$");

    private KubeCluster cluster;
    private OperatorProcess operator;
    private FakeAgents agents;

    @BeforeAll
    void start() {
        cluster = KubeCluster.start("OperatorE2E", NODES.toArray(String[]::new));
        operator = cluster.startOperator();
        agents = FakeAgents.start(cluster, NODES);
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void appliedVirtualIPIsReadyWithEvents() {
        apply("ready", "192.0.2.10/24");

        agents.await("ready is Ready", () -> cluster.virtualIPs().isReady("ready"));

        JsonNode status = cluster.virtualIPs().get("ready").path("status");
        String active = status.path("activeNode").asText();
        assertThat(active).isIn(NODES);
        assertThat(status.path("interface").asText()).isEqualTo("eth1");
        assertThat(status.path("virtualRouterID").asInt()).isBetween(1, 255);
        agents.await(
                "the Events about it and about the Node",
                () -> has("VirtualIP", "ready", "Assigned") && has("Node", active, "Assigned"));
        assertThat(cluster.api().kubectl("describe", "virtualip", "ready")).contains("Assigned");
        assertThat(cluster.api().kubectl("wait", "--for=condition=Ready", "virtualip/ready", "--timeout=5s"))
                .contains("condition met");
    }

    @Test
    void deletedVirtualIPLeavesNothing() {
        apply("gone", "192.0.2.13/24");
        awaitRouters("gone-ipv4");
        agents.await("gone is Ready", () -> cluster.virtualIPs().isReady("gone"));
        assertThat(cluster.virtualIPs().get("gone").path("metadata").path("finalizers"))
                .isEmpty();

        cluster.virtualIPs().delete("gone");

        agents.await(
                "no node has anything of it",
                () -> NODES.stream()
                        .noneMatch(node -> router(node).path("spec").toString().contains("gone-ipv4")));
        agents.await(
                "it is gone itself",
                () -> cluster.api()
                        .kubectl("get", "virtualips", "-o", "name")
                        .lines()
                        .noneMatch(name -> name.endsWith("/gone")));
    }

    /** Flapping links: each agent reports ten times a second, while one address after the other is planned. */
    @Test
    void concurrentAgentStatusCausesNoConflict() throws InterruptedException {
        double before = sum(APPLIED);
        AtomicBoolean flapping = new AtomicBoolean(true);
        AtomicInteger reports = new AtomicInteger();
        Thread reporter = Thread.ofPlatform().start(() -> {
            while (flapping.get()) {
                agents.hear(200 + reports.incrementAndGet() % 50);
                Wait.millis(30);
            }
        });
        try {
            for (int number = 0; number < FLAPPED; number++) {
                String name = "flapped-" + number;
                apply(name, "192.0.2.%d/24".formatted(50 + number));
                cluster.await(
                        name + " is on every node",
                        () -> NODES.stream()
                                .allMatch(node ->
                                        router(node).path("spec").toString().contains(name)));
            }
        } finally {
            flapping.set(false);
            reporter.join();
        }

        assertThat(reports.get()).as("reports of each agent").isGreaterThan(FLAPPED / 3);
        assertThat(sum(APPLIED) - before).as("specs written").isGreaterThanOrEqualTo(FLAPPED);
        assertThat(CONFLICT.matcher(metrics()).results().map(MatchResult::group))
                .as("writes refused")
                .isEmpty();
    }

    /** Behavior that the operator relies on when it applies a spec without a resource version. */
    @Test
    void applyWithForeignUidIsRefused() {
        String document = """
            {apiVersion: virtualip.dev/v1alpha1, kind: VRRPRouter, spec: {virtualRouters: []},
             metadata: {name: "%s", uid: 11111111-2222-3333-4444-555555555555}}
            """;
        JsonNode before = router("node-a").path("spec");

        assertThat(cluster.api().admin().apply(document.formatted("node-a")).status())
                .isEqualTo(422);
        assertThat(cluster.api().admin().apply(document.formatted("never")).status())
                .isEqualTo(409);

        assertThat(router("node-a").path("spec")).isEqualTo(before);
        assertThat(router("never").isMissingNode()).isTrue();
    }

    @Test
    void invalidVirtualIPSaysWhyAndAffectsNoOther() {
        apply("good", "192.0.2.14/24");
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIP
            metadata: {name: broken}
            spec: {addresses: [192.0.2.15/24], pool: nowhere}
            """).orThrow();

        agents.await(
                "broken says what is missing",
                () -> cluster.virtualIPs().has("broken", "Accepted", "False", "PoolNotFound"));
        agents.await("good is Ready", () -> cluster.virtualIPs().isReady("good"));
        agents.await("an Event", () -> has("VirtualIP", "broken", "PoolNotFound"));
    }

    @Test
    void secretIsFoundWithoutBeingRead() {
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIP
            metadata: {name: secret}
            spec:
              addresses: [192.0.2.16/24]
              advertisementInterval: 1s
              vrrp: {version: 2, authentication: {type: Password, secretRef: {name: virtualip-keys, key: web}}}
            """).orThrow();
        agents.await(
                "the Secret is missed",
                () -> cluster.virtualIPs().has("secret", "Accepted", "False", "SecretNotFound"));

        cluster.api().admin().apply("""
            apiVersion: v1
            kind: Secret
            metadata: {name: virtualip-keys, namespace: virtualip-system}
            stringData: {web: "s3cr3t-!"}
            """).orThrow();

        agents.await("it is found", () -> cluster.virtualIPs().has("secret", "Accepted", "True", ""));
        awaitRouters("secret-ipv4");
        assertThat(cluster.api().kubectl("get", "virtualips,vrrprouters,events", "-A", "-o", "yaml"))
                .doesNotContain("s3cr3t-!", "czNjcjN0LSE=");
    }

    private String metrics() {
        return operator.get("/metrics").orElse("");
    }

    /** The sum of a counter over all its labels. */
    private double sum(Pattern counter) {
        return counter.matcher(metrics())
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    /** As in a namespace with baseline Pod security: the DaemonSet is there, and its controller may create no Pod. */
    @Test
    void missingAgentPodsAreExplainedAndNothingNewIsPlanned() {
        String daemonSet = "/apis/apps/v1/namespaces/virtualip-system/daemonsets/virtualip-agent";
        apply("manned", "192.0.2.17/24");
        agents.await("manned is Ready", () -> cluster.virtualIPs().isReady("manned"));
        cluster.api().admin().apply("""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: virtualip-agent, namespace: virtualip-system}
            spec:
              selector: {matchLabels: {a: b}}
              template: {metadata: {labels: {a: b}}, spec: {containers: [{name: agent, image: virtualip-agent}]}}
            """).orThrow();
        cluster.api().admin().merge(daemonSet + "/status", """
            {"status": {"desiredNumberScheduled": 3, "currentNumberScheduled": 0, "numberMisscheduled": 0,
             "numberReady": 0}}
            """).orThrow();
        cluster.api().admin().apply("""
            apiVersion: v1
            kind: Event
            metadata: {name: virtualip-agent.1, namespace: virtualip-system}
            involvedObject: {apiVersion: apps/v1, kind: DaemonSet, name: virtualip-agent, namespace: virtualip-system}
            type: Warning
            reason: FailedCreate
            message: 'Error creating: pods "virtualip-agent-x7k2p" is forbidden: violates PodSecurity "baseline:latest"'
            """).orThrow();
        agents.await(
                "what runs says that its agents are silent",
                () -> status("manned").contains("the Pod of its agent is not Ready: DaemonSet"));
        apply("unmanned", "192.0.2.18/24");
        agents.await(
                "what is new says why",
                () -> cluster.virtualIPs().has("unmanned", "Accepted", "False", "NoEligibleNode")
                        && status("unmanned")
                                .contains("no agent Pod runs on node-a, node-b, node-c: DaemonSet virtualip-agent has"
                                        + " 0 of 3 Pods: violates PodSecurity"));
        assertThat(cluster.virtualIPs().get("manned").path("status").path("virtualRouters"))
                .hasSize(1);

        cluster.api().admin().delete(daemonSet).orThrow();
        agents.await("agents run by other means", () -> cluster.virtualIPs().isReady("unmanned"));
    }

    private String status(String name) {
        return cluster.virtualIPs().get(name).path("status").toString();
    }

    private void apply(String name, String address) {
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIP
            metadata: {name: "%s"}
            spec: {addresses: ["%s"]}
            """.formatted(name, address)).orThrow();
    }

    /** Waits until every node has a virtual router, and returns one of them. */
    private String awaitRouters(String name) {
        agents.await(
                "every node has " + name,
                () -> NODES.stream()
                        .allMatch(node -> router(node).path("spec").toString().contains(name)));
        return NODES.getFirst();
    }

    private JsonNode router(String node) {
        return cluster.virtualIPs().router(node);
    }

    private boolean has(String kind, String name, String reason) {
        return cluster.virtualIPs().events(kind, name).stream()
                .anyMatch(event -> event.path("reason").asText().equals(reason));
    }
}
