package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.AuditedWrite;
import dev.virtualip.testkit.kubernetes.FakeAgents;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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
    private static final String RANGES = "192.0.2.100-192.0.2.120, \"2001:db8::100-2001:db8::120\"";
    private static final List<String> POOL_EVENTS = List.of("RangesOverlap", "NodeAddress", "PoolExhausted");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KubeCluster cluster;
    private OperatorProcess operator;
    private FakeAgents agents;
    private ServiceObjects services;

    @BeforeAll
    void start() {
        cluster = KubeCluster.start("ServicesApiE2E", NODES.toArray(String[]::new));
        operator = cluster.startOperator();
        agents = FakeAgents.start(cluster, NODES);
        services = new ServiceObjects(cluster);
        applyPool("edge", RANGES);
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

        agents.await(
                "web has an address", () -> services.ingress("default", "web").size() == 1);
        JsonNode entry = services.get("default", "web").at("/status/loadBalancer/ingress/0");
        assertThat(entry.path("ip").asText()).startsWith("192.0.2.1");
        assertThat(entry.path("ipMode").asText()).isEqualTo("VIP");
        assertThat(services.finalizers("default", "web")).containsExactly(FINALIZER);
        agents.await(
                "it says so",
                () -> services.condition("default", "web")
                        .path("status")
                        .asText()
                        .equals("True"));
        assertThat(services.condition("default", "web").path("message").asText())
                .isEqualTo(
                        "%s: one node answers, see VirtualIP svc-default-web",
                        entry.path("ip").asText());
        agents.await("an Event", () -> services.hasEvent("web", "Assigned"));
        JsonNode virtualIP = cluster.virtualIPs().get("svc-default-web");
        assertThat(virtualIP.at("/metadata/labels/virtualip.dev~1service-name").asText())
                .isEqualTo("web");
        assertThat(cluster.api().kubectl("get", "service", "web"))
                .contains(entry.path("ip").asText());
    }

    @Test
    @Order(2)
    void refusedServiceSaysWhyUntilItIsRight() {
        services.create("default", "lost", "", "virtualip.dev/pool: nowhere");
        agents.await(
                "the condition",
                () -> services.condition("default", "lost")
                        .path("reason")
                        .asText()
                        .equals("PoolNotFound"));
        agents.await("an Event", () -> services.hasEvent("lost", "AllocationFailed"));
        assertThat(services.ingress("default", "lost")).isEmpty();

        cluster.api().kubectl("annotate", "service", "lost", "--overwrite", "virtualip.dev/pool=edge");

        agents.await(
                "lost has an address", () -> services.ingress("default", "lost").size() == 1);
        agents.await(
                "it says so",
                () -> services.condition("default", "lost")
                        .path("status")
                        .asText()
                        .equals("True"));
    }

    @Test
    @Order(3)
    void badInputIsRefusedWithConditionEventAndRemedy() {
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIPPool
            metadata: {name: shop}
            spec: {ranges: [192.0.2.130-192.0.2.135], namespaceSelector: {matchLabels: {team: shop}}}
            """).orThrow();
        services.create("default", "first", "", "virtualip.dev/sharing-key: twice");
        agents.await(
                "first has an address",
                () -> services.ingress("default", "first").size() == 1);
        String used = services.ingress("default", "web").getFirst();

        refused("outside", "virtualip.dev/addresses: 198.51.100.200", "AddressNotInPool", "ask for another address");
        refused("used", "virtualip.dev/addresses: " + used, "AddressInUse", "belongs to Service default/web; ask for");
        refused("foreign-pool", "virtualip.dev/pool: shop", "ServiceNotAdmitted", "spec.namespaceSelector");
        refused("of-foreign-pool", "virtualip.dev/addresses: 192.0.2.131", "ServiceNotAdmitted", "VirtualIPPool shop");
        refused("clash", "virtualip.dev/sharing-key: twice", "PortConflict", "use another port");
        refused("invalid", "virtualip.dev/addresses: 192.0.2.300", "Invalid", "annotation virtualip.dev/addresses");
        refused("family", "virtualip.dev/addresses: '2001:db8::105'", "FamilyNotAvailable", "spec.ipFamilies");

        assertThat(services.ingress("default", "web")).containsExactly(used);
    }

    private void refused(String name, String annotation, String reason, String remedy) {
        services.create("default", name, "", annotation);
        agents.await(
                name + " says " + reason, () -> services.reason("default", name).equals(reason));
        assertThat(services.condition("default", name).path("message").asText()).contains(remedy);
        agents.await("an Event about " + name, () -> services.hasEvent(name, "AllocationFailed"));
        assertThat(services.ingress("default", name)).isEmpty();
        services.delete("default", name);
    }

    @Test
    @Order(4)
    void shrunkOrDeletedPoolLeavesAddressesInUse() {
        List<String> addresses = services.ingress("default", "web");

        applyPool("edge", "192.0.2.121/32");
        awaitRemark("AddressNotInPool", "it stays; extend spec.ranges");
        cluster.api().kubectl("delete", "virtualippool", "edge");
        awaitRemark("PoolNotFound", "they stay; create it again");
        applyPool("edge", RANGES);

        agents.await(
                "web is as before",
                () -> services.condition("default", "web")
                        .path("status")
                        .asText()
                        .equals("True"));
        assertThat(services.ingress("default", "web")).isEqualTo(addresses);
    }

    private void awaitRemark(String reason, String remedy) {
        List<String> addresses = services.ingress("default", "web");
        agents.await(
                "web says " + reason, () -> services.reason("default", "web").equals(reason));
        assertThat(services.condition("default", "web").path("message").asText())
                .contains(remedy);
        agents.await("an Event about web", () -> services.hasEvent("web", reason));
        assertThat(services.ingress("default", "web")).isEqualTo(addresses);
    }

    /** The pool has one address in common with another pool, one of its own, and that of a node. */
    @Test
    @Order(5)
    void poolSaysWhatIsWrongWithItsRangesAndWhoWaits() {
        applyPool("small", "192.0.2.120-192.0.2.121, 192.0.2.203/32");
        List<String> names = List.of("small-1", "small-2", "small-3");
        names.forEach(name -> services.create("default", name, "", "virtualip.dev/pool: small"));

        awaitPool("Overlapping", "edge", "make the ranges disjoint");
        awaitPool("ContainsNodeAddress", "192.0.2.203", "take them out of the ranges");
        awaitPool("Exhausted", "waiting for one: svc-default-small-", "extend spec.ranges");
        agents.await(
                "Events on the pool",
                () -> POOL_EVENTS.stream()
                        .allMatch(reason -> cluster.virtualIPs().events("VirtualIPPool", "small").stream()
                                .anyMatch(event -> event.path("reason").asText().equals(reason))));
        agents.await("one has an address", () -> !served(names).isEmpty());
        int waiting = waiting(names);
        assertThat(waiting).isPositive();
        agents.await(
                "the metric counts those that wait",
                () -> metrics().contains("virtualip_pool_waiting{pool=\"small\"} %d.0".formatted(waiting)));
        assertThat(metrics()).contains("virtualip_pool_addresses{family=\"IPv4\",pool=\"small\",state=\"free\"} 0.0");

        String served = served(names).getFirst();
        services.delete("default", served);

        agents.await("one that waited gets the address", () -> waiting(names) == waiting - 1);
        names.stream().filter(name -> !name.equals(served)).forEach(name -> services.delete("default", name));
        cluster.api().kubectl("delete", "virtualippool", "small");
    }

    private List<String> served(List<String> names) {
        return names.stream()
                .filter(name -> !services.ingress("default", name).isEmpty())
                .toList();
    }

    private int waiting(List<String> names) {
        return (int) names.stream()
                .filter(name -> services.reason("default", name).equals("PoolExhausted"))
                .count();
    }

    private String metrics() {
        return operator.get("/metrics").orElse("");
    }

    private void awaitPool(String type, String... texts) {
        agents.await("the pool says " + type, () -> {
            for (JsonNode one : cluster.api()
                    .admin()
                    .get("/apis/virtualip.dev/v1alpha1/virtualippools/small")
                    .orThrow()
                    .at("/status/conditions")) {
                String message = one.path("message").asText();
                if (one.path("type").asText().equals(type)
                        && one.path("status").asText().equals("True")
                        && Stream.of(texts).allMatch(message::contains)) {
                    return true;
                }
            }
            return false;
        });
    }

    private void applyPool(String name, String ranges) {
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIPPool
            metadata: {name: %s}
            spec: {ranges: [%s]}
            """.formatted(name, ranges)).orThrow();
    }

    @Test
    @Order(6)
    void serviceOfAnotherImplementationIsLeftAlone() {
        services.create("default", "other", "loadBalancerClass: example.org/lb, ", "");
        String pending = """
            apiVersion: v1
            kind: Service
            metadata: {name: taken, namespace: default, finalizers: [example.org/cleanup]}
            spec: {%s}
            """.formatted(ServiceObjects.SPEC);
        cluster.api().admin().create(pending).orThrow();
        agents.await("an Event says why", () -> services.hasEvent("taken", "OtherImplementation"));
        assertThat(services.finalizers("default", "taken")).containsExactly("example.org/cleanup");
        assertThat(services.finalizers("default", "other")).isEmpty();
        assertThat(services.condition("default", "taken").isMissingNode()).isTrue();
        services.patch("default", "taken", "{\"metadata\": {\"finalizers\": null}}");
    }

    @Test
    @Order(7)
    void addressWrittenByAnotherLoadBalancerIsNotRemoved() {
        services.create("default", "fought", "", "");
        agents.await(
                "fought has an address",
                () -> services.ingress("default", "fought").size() == 1);

        services.assign("default", "fought", "198.51.100.9");

        agents.await(
                "the condition says so",
                () -> services.condition("default", "fought")
                        .path("reason")
                        .asText()
                        .equals("OtherImplementation"));
        assertThat(services.ingress("default", "fought")).containsExactly("198.51.100.9");
    }

    @Test
    @Order(8)
    void nothingIsWrittenAtRest() {
        agents.await(
                "nothing is left to be carried out", () -> cluster.virtualIPs().isReady("svc-default-web"));
        settle();
        int before = cluster.api().writes().size();

        Wait.millis(5_000);

        assertThat(ownWrites(before)).isEmpty();
    }

    @Test
    @Order(9)
    void changedTypeWithdrawsAndClears() {
        services.create("default", "changed", "", "");
        agents.await(
                "changed has an address",
                () -> services.ingress("default", "changed").size() == 1);

        services.patch("default", "changed", "{\"spec\": {\"type\": \"ClusterIP\"}}");

        agents.await(
                "the finalizer is gone",
                () -> services.finalizers("default", "changed").isEmpty());
        assertThat(services.ingress("default", "changed")).isEmpty();
        assertThat(services.condition("default", "changed").isMissingNode()).isTrue();
        assertNothingIsLeftOf("svc-default-changed");
        agents.await("an Event", () -> services.hasEvent("changed", "Withdrawn"));
    }

    /**
     * The agent of one node does not carry out the withdrawal, and a namespace that is deleted takes no Event. What one
     * operator began, the next one ends in the same time.
     */
    @Test
    @Order(10)
    void operatorAfterAKilledOneServesNewServicesAndReleasesWithinThirtySeconds() {
        cluster.api().kubectl("create", "namespace", "shop");
        services.create("shop", "web", "", "");
        agents.await("web has an address", () -> services.ingress("shop", "web").size() == 1);
        String address = services.ingress("shop", "web").getFirst();
        agents.silence("node-b");
        services.create("default", "early", "", "");
        Instant start = Instant.now();
        cluster.api().kubectl("delete", "namespace", "shop", "--wait=false");
        // The cluster has no controller that empties a namespace.
        services.delete("shop", "web");

        operator.kill();
        services.create("default", "late", "", "");
        operator = cluster.startOperator();

        agents.await(
                "early has an address",
                () -> services.ingress("default", "early").size() == 1);
        agents.await(
                "late has an address", () -> services.ingress("default", "late").size() == 1);
        agents.await("the Service is gone", () -> services.get("shop", "web").isMissingNode());
        assertThat(Duration.between(start, Instant.now())).isBetween(LIMIT.minusSeconds(3), LIMIT.plusSeconds(60));
        agents.await(
                "the log says what it left",
                () -> operator.log()
                        .contains("Service shop/web: Released the Service after 30 s without waiting longer for the"
                                + " withdrawal of " + address + ": no confirmation from node-"));
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
}
