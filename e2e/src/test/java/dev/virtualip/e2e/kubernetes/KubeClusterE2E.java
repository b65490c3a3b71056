package dev.virtualip.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Namespace;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.Wait;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The cluster of the lab itself, before anything of ours runs in it. */
@SideBySide
@RequiresApiServer
class KubeClusterE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void nodesAreReadyAndReachTheApiServerOverTheManagementNetwork() {
        try (KubeCluster cluster = KubeCluster.start("KubeClusterE2E-cables", "node-a", "node-b")) {
            assertThat(cluster.api().kubectl("get", "nodes", "--no-headers"))
                    .containsPattern("node-a +Ready ")
                    .containsPattern("node-b +Ready ");
            assertThat(cluster.api().kubectl("get", "nodes", "-o", "jsonpath={.items[*].spec.taints}"))
                    .isEmpty();
            LabHost a = cluster.lab().host("node-a");
            LabHost b = cluster.lab().host("node-b");
            String control = cluster.management().inet(cluster.control()).getHostAddress();
            assertThat(answers(a, control)).isTrue();

            cluster.management().pullCable(a);
            assertThat(answers(a, control)).isFalse();
            assertThat(answers(b, control)).isTrue();
            assertThat(answers(a, b.inet().getHostAddress())).isTrue();

            cluster.management().plugCable(a);
            Wait.until("the cable works again", PATIENCE, () -> answers(a, control));
        }
    }

    @Test
    void hostWithoutPowerHasNothingAndReturnsWithItsAddresses() throws Exception {
        try (KubeCluster cluster = KubeCluster.start("KubeClusterE2E-power", "node-a")) {
            LabHost a = cluster.lab().host("node-a");
            Process process = new ProcessBuilder(a.command("sleep", "60")).start();
            a.ip("addr add 192.0.2.100/32 dev eth1");

            cluster.management().powerOff(a);
            assertThat(process.waitFor(1, TimeUnit.SECONDS)).isTrue();
            assertThat(a.addresses()).isEmpty();

            cluster.management().powerOn(a);
            assertThat(a.addresses()).extracting(bound -> bound.address()).contains(a.inet(), a.inet6());
            assertThat(a.holds(InetAddress.ofLiteral("192.0.2.100"))).isFalse();
            String control = cluster.management().inet(cluster.control()).getHostAddress();
            Wait.until("it reaches the API server", PATIENCE, () -> answers(a, control));
        }
    }

    @Test
    void nodeIsUnreachableWhenATestMarksIt() {
        String lab;
        try (KubeCluster cluster = KubeCluster.start("KubeClusterE2E-nodes", "node-a")) {
            lab = cluster.lab().host("node-a").namespace().name().replaceFirst("node-a$", "");
            assertThat(Namespace.all()).anyMatch(name -> name.startsWith(lab));
            cluster.nodeObjects().unreachable("node-a");
            assertThat(cluster.api().kubectl("get", "nodes", "--no-headers")).containsPattern("node-a +NotReady ");
            cluster.nodeObjects().ready("node-a");
            cluster.nodeObjects().cordon("node-a", true);
            assertThat(cluster.api().kubectl("get", "nodes", "--no-headers"))
                    .containsPattern("node-a +Ready,SchedulingDisabled ");
        }
        assertThat(Namespace.all()).noneMatch(name -> name.startsWith(lab));
    }

    @Test
    void secondOperatorTakesOverFromTheFirst() {
        try (KubeCluster cluster = KubeCluster.start("KubeClusterE2E-operator", "node-a", "node-b")) {
            OperatorProcess first = cluster.startOperator();
            cluster.await("node-a has a VRRPRouter", () -> hasRouter(cluster, "node-a"));
            cluster.await("the operator says that it is ready", first::isReady);

            OperatorProcess second = cluster.startOperator();
            cluster.await("the other operator says that it is ready", second::isReady);
            first.kill();
            cluster.nodeObjects().register("node-c", cluster.management().inet(cluster.control()));
            cluster.await("node-c has a VRRPRouter", () -> hasRouter(cluster, "node-c"));
            assertThat(second.stop()).isZero();
        }
    }

    @Test
    void agentsJoinWithNodeTokensAndAppliedAddressAnswers() {
        InetAddress address = InetAddress.ofLiteral("192.0.2.100");
        try (KubeCluster cluster = KubeCluster.start("KubeClusterE2E-story", "node-a", "node-b", "node-c")) {
            cluster.startAll();
            cluster.api().admin().apply("""
                apiVersion: virtualip.dev/v1alpha1
                kind: VirtualIP
                metadata: {name: web}
                spec: {addresses: [192.0.2.100/24]}
                """).orThrow();
            String holder = cluster.awaitHolder(address);

            cluster.powerOff(holder);
            String next = cluster.awaitHolder(address);
            assertThat(next).isNotEqualTo(holder);

            cluster.api().kill();
            cluster.agent(next).kill();
            cluster.startAgent(next);
            cluster.awaitHolder(address);
            cluster.api().startAgain();
            cluster.powerOn(holder);
            cluster.await(
                    "the agent that is back answers",
                    () -> cluster.agent(holder).state().isPresent());
        }
    }

    private static boolean hasRouter(KubeCluster cluster, String node) {
        return cluster.virtualIPs().router(node).has("metadata");
    }

    private static boolean answers(LabHost from, String address) {
        try {
            return from.exec("ping", "-c1", "-W1", address).contains(" 1 received");
        } catch (LabException silent) {
            return false;
        }
    }
}
