package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.ManagementNetwork;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The network between the nodes and the API server is away for a while. What is applied at the moment of its return is
 * planned, carried out and reported within seconds, however long it was away: no old connection is waited for.
 * {@code -Dcut.seconds=300} makes the long cut another one.
 */
@SideBySide
@Order(10)
@RequiresApiServer
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NetworkReturnE2E {
    /** TCP sends again what was lost after 51 s, and then after 102 s: that would be most of a minute too late. */
    private static final int CUT_SECONDS = Integer.getInteger("cut.seconds", 53);

    /** It is to take 10 s; the machine may be three times as busy. */
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static final int UNDER_WAY_MILLIS = 500;

    /** The address of the API server that is one of our own. */
    private static final InetAddress FRONT = InetAddress.ofLiteral("192.0.2.99");

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static KubeCluster cluster;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static OperatorProcess operator;

    @BeforeAll
    static void start() {
        cluster = KubeCluster.start("NetworkReturnE2E", "node-a", "node-b", "node-c");
        operator = cluster.startAll(cluster.lab().host("node-a"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void heal() {
        cluster.lab().heal();
    }

    @Order(1)
    @ParameterizedTest(name = "{0} ms")
    @ValueSource(ints = {UNDER_WAY_MILLIS, 5000})
    void shortCutIsRecoveredWithinSeconds(int millis) {
        cut("before-" + millis, management()::silence);
        Wait.millis(millis - UNDER_WAY_MILLIS);

        assertThat(healed("short-" + millis, "192.0.2.%d/24".formatted(110 + millis / 1000)))
                .isLessThan(WITHIN);
    }

    @Order(2)
    @Test
    void longOneWayCutIsRecoveredWithinSeconds() {
        cut("before-long", node -> management().oneWay(cluster.control(), node));
        Wait.millis(CUT_SECONDS * 1000L - UNDER_WAY_MILLIS);

        assertThat(healed("long", "192.0.2.101/24")).isLessThan(WITHIN);
        assertThat(operator.log()).as("what was away is said in a line").doesNotContain("\tat ");
    }

    /** No connection is closed in order: packets under way get lost, too. */
    @Order(3)
    @Test
    void cutWithApiServerRestartIsRecoveredWithinSeconds() {
        cut("before-restart", management()::silence);
        cluster.api().kill();
        cluster.api().startAgain();

        assertThat(healed("restart", "192.0.2.102/24")).isLessThan(WITHIN);
    }

    /** The operator and two agents have connections to a host that is gone: nothing there closes them. */
    @Order(4)
    @Test
    void ownAddressOfApiServerIsFollowedToNextHolderWithinSeconds() {
        apply("front", FRONT.getHostAddress() + "/24");
        cluster.await("front is Ready", () -> cluster.virtualIPs().isReady("front"));
        cluster.nodes().forEach(NetworkReturnE2E::forwardToApiServer);
        String holder = cluster.awaitHolder(FRONT);
        operator.stop();
        for (LabHost node : cluster.nodes()) {
            cluster.agent(node.name()).kill();
            throughFront("virtualip-agent-" + node.name());
            cluster.startAgent(node.name());
        }
        throughFront("virtualip-operator");
        List<LabHost> others = cluster.nodes().stream()
                .filter(node -> !node.name().equals(holder))
                .toList();
        cluster.startOperator(others.getLast());
        applyAndAwait("through-front", "192.0.2.103/24", cluster.nodes());
        cluster.await("front is where it was", () -> cluster.holders(FRONT).equals(List.of(holder)));

        cluster.powerOff(holder);
        assertThat(cluster.awaitHolder(FRONT)).isNotEqualTo(holder);

        assertThat(applyAndAwait("front-moved", "192.0.2.104/24", others)).isLessThan(WITHIN);
    }

    /** Passes connections to the address on to the API server; those of the node itself, too. */
    private static void forwardToApiServer(LabHost node) {
        String server = management().inet(cluster.control()).getHostAddress();
        String forward = "ip daddr %s tcp dport 6443 dnat to %s".formatted(FRONT.getHostAddress(), server);
        node.exec("sysctl", "-qw", "net.ipv4.ip_forward=1");
        node.exec("nft", """
            table ip front {
                chain others { type nat hook prerouting priority -100; %1$s; }
                chain own { type nat hook output priority -100; %1$s; }
                chain back { type nat hook postrouting priority 100; ip daddr %2$s masquerade; }
            }
            """.formatted(forward, server));
    }

    /** The API server's own certificate is for its own address. */
    private static void throughFront(String identity) {
        Path file = cluster.api().kubeconfigOf(identity);
        try {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst("server: \"[^\"]*\"", "server: \"https://192.0.2.99:6443\"")
                            .replaceFirst("certificate-authority-data: [^}]*", "insecure-skip-tls-verify: true"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a cut at all nodes while the API server has something to say to each watch. */
    private static void cut(String mark, Consumer<LabHost> cut) {
        cluster.nodes().forEach(cut);
        Wait.millis(UNDER_WAY_MILLIS);
        String change = "{\"metadata\": {\"annotations\": {\"mark\": \"%s\"}}}".formatted(mark);
        for (LabHost node : cluster.nodes()) {
            merge("/apis/virtualip.dev/v1alpha1/vrrprouters/" + node.name(), change);
            merge("/api/v1/nodes/" + node.name(), change);
        }
    }

    /** Ends the cut and applies a VirtualIP; returns how long it took until it was on every node, and Ready. */
    private static Duration healed(String name, String address) {
        cluster.lab().heal();
        return applyAndAwait(name, address, cluster.nodes());
    }

    private static Duration applyAndAwait(String name, String address, List<LabHost> reporting) {
        long begin = System.nanoTime();
        apply(name, address);
        cluster.await(
                name + " is Ready, and every node reports it",
                () -> cluster.virtualIPs().isReady(name)
                        && reporting.stream().allMatch(node -> reports(node, name + "-ipv4")));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf("NetworkReturnE2E: %s: reported by all after %d ms%n", name, took.toMillis());
        return took;
    }

    private static void apply(String name, String address) {
        cluster.api()
                .admin()
                .apply(SharedCluster.document(name, "addresses: [%s]".formatted(address)))
                .orThrow();
    }

    private static boolean reports(LabHost node, String router) {
        return cluster.virtualIPs()
                .router(node.name())
                .path("status")
                .toString()
                .contains(router);
    }

    private static void merge(String path, String change) {
        cluster.api().admin().merge(path, change).orThrow();
    }

    private static ManagementNetwork management() {
        return cluster.management();
    }
}
