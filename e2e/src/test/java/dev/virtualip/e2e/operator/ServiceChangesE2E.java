package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.FakeAgents;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Services that begin or cease to be the operator's: by their class or type, by a value of the chart, by uninstall. */
@SideBySide
@RequiresApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceChangesE2E {
    private static final List<String> NODES = List.of("node-a", "node-b");
    private static final String FINALIZER = "virtualip.dev/load-balancer";
    private static final String OURS = "virtualip.dev/vrrp";
    private static final Duration PROCESS_ENDS_WITHIN = Duration.ofSeconds(20);
    private static final long OBSERVED_MILLIS = 3_000;

    private KubeCluster cluster;
    private OperatorProcess operator;
    private FakeAgents agents;
    private ServiceObjects services;

    @BeforeAll
    void start() {
        cluster = KubeCluster.start("ServiceChangesE2E", NODES.toArray(String[]::new));
        operator = cluster.startOperator();
        agents = FakeAgents.start(cluster, NODES);
        services = new ServiceObjects(cluster);
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIPPool
            metadata: {name: edge}
            spec: {ranges: [192.0.2.100-192.0.2.120]}
            """).orThrow();
        services.create("default", "classed", "loadBalancerClass: %s, ".formatted(OURS), "");
        awaitAddress("classed");
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    /** Only a change of the type may change the class. */
    @Test
    @Order(1)
    void serviceGivenToAnotherClassIsReleased() {
        services.patch("default", "classed", "{\"spec\": {\"type\": \"ClusterIP\"}}");
        services.patch("default", "classed", ofClass("example.org/lb"));

        awaitReleased("classed");
        assertThat(services.condition("default", "classed").isMissingNode()).isTrue();
        agents.await("its VirtualIP is gone", () -> isGone("svc-default-classed"));
        agents.await("an Event", () -> services.hasEvent("classed", "Withdrawn"));
    }

    @Test
    @Order(2)
    void serviceTakenFromAnotherClassIsServed() {
        services.patch("default", "classed", "{\"spec\": {\"type\": \"ClusterIP\"}}");
        services.patch("default", "classed", ofClass(OURS));

        awaitAddress("classed");
        assertThat(services.finalizers("default", "classed")).containsExactly(FINALIZER);
    }

    @Test
    @Order(3)
    void typeChangedAndChangedBackIsServedAgain() {
        services.create("default", "typed", "", "");
        awaitAddress("typed");
        services.patch("default", "typed", "{\"spec\": {\"type\": \"NodePort\"}}");
        awaitReleased("typed");

        services.patch("default", "typed", "{\"spec\": {\"type\": \"LoadBalancer\"}}");

        awaitAddress("typed");
    }

    @Test
    @Order(4)
    void addressOfAPoolIsTakenOverWithAdoptOnly() throws IOException {
        cluster.api().admin().create("""
            apiVersion: v1
            kind: Service
            metadata: {name: migrated, namespace: default, finalizers: [example.org/cleanup]}
            spec: {%s}
            """.formatted(ServiceObjects.SPEC)).orThrow();
        services.assign("default", "migrated", "192.0.2.119");
        services.patch("default", "migrated", "{\"metadata\": {\"finalizers\": null}}");
        agents.await("an Event says why not", () -> services.hasEventThatSays("migrated", "services.adopt=true"));
        assertThat(services.finalizers("default", "migrated")).isEmpty();

        restart("services: {adopt: true}");

        agents.await(
                "it is Ready",
                () -> services.condition("default", "migrated")
                        .path("status")
                        .asText()
                        .equals("True"));
        assertThat(services.ingress("default", "migrated")).containsExactly("192.0.2.119");
        assertThat(services.finalizers("default", "migrated")).containsExactly(FINALIZER);
    }

    @Test
    @Order(5)
    void switchedOffReleasesAllAndServesNone() throws IOException {
        restart("services: {enabled: false}");
        services.create("default", "ignored", "", "");

        for (String name : List.of("classed", "typed", "migrated")) {
            awaitReleased(name);
            agents.await("the VirtualIP of " + name + " is gone", () -> isGone("svc-default-" + name));
        }
        assertThat(services.finalizers("default", "ignored")).isEmpty();
        assertThat(services.ingress("default", "ignored")).isEmpty();
    }

    @Test
    @Order(6)
    void switchedOnAgainServesAll() throws IOException {
        restart("services: {enabled: true}");

        List.of("classed", "typed", "migrated", "ignored").forEach(this::awaitAddress);
    }

    /** As the chart's hook does before it deletes the operator, which still runs. */
    @Test
    @Order(7)
    void uninstallReleasesAllAndBlocksNoDeletion() {
        cluster.addOperatorOptions(List.of("--withdraw-all=true"));
        OperatorProcess withdrawal = cluster.startOperator();
        agents.await("the withdrawal ends", () -> !withdrawal.isAlive());
        assertThat(withdrawal.processes().await(PROCESS_ENDS_WITHIN)).isZero();

        for (String name : List.of("classed", "typed", "migrated", "ignored")) {
            assertReleased(name);
            assertThat(services.reason("default", name)).isEqualTo("Withdrawn");
        }
        services.delete("default", "typed");
        assertThat(services.get("default", "typed").isMissingNode()).isTrue();
        Wait.millis(OBSERVED_MILLIS);
        assertReleased("classed");
    }

    private static String ofClass(String name) {
        return "{\"spec\": {\"type\": \"LoadBalancer\", \"loadBalancerClass\": \"%s\"}}".formatted(name);
    }

    /** Starts the operator anew with what the chart makes of these values. */
    private void restart(String values) throws IOException {
        operator.stop();
        ChartConfiguration.apply(cluster, values);
        operator = cluster.startOperator();
    }

    private void awaitAddress(String name) {
        agents.await(
                name + " has an address",
                () -> services.ingress("default", name).size() == 1);
    }

    private void awaitReleased(String name) {
        agents.await(
                name + " has no finalizer",
                () -> services.finalizers("default", name).isEmpty());
        assertReleased(name);
    }

    private void assertReleased(String name) {
        assertThat(services.finalizers("default", name)).as(name).isEmpty();
        assertThat(services.ingress("default", name)).as(name).isEmpty();
    }

    private boolean isGone(String virtualIP) {
        return cluster.virtualIPs().get(virtualIP).isMissingNode();
    }
}
