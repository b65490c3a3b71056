package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.ManagementNetwork;
import dev.virtualip.testkit.lab.Wait;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The network between the nodes and the API server is away for a while. What is applied at the moment of its return is
 * planned, carried out and reported within seconds, however long it was away: no old connection is waited for.
 * {@code -Dcut.seconds=300} makes the long cut another one.
 */
@SideBySide
@Order(10)
@RequiresApiServer
class NetworkReturnE2E {
    /** TCP sends again what was lost after 51 s, and then after 102 s: that would be most of a minute too late. */
    private static final int CUT_SECONDS = Integer.getInteger("cut.seconds", 53);

    /** It is to take 10 s; the machine may be three times as busy. */
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static final int UNDER_WAY_MILLIS = 500;

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

    @Test
    void longOneWayCutIsRecoveredWithinSeconds() {
        cut("before-long", node -> management().oneWay(cluster.control(), node));
        Wait.millis(CUT_SECONDS * 1000L - UNDER_WAY_MILLIS);

        assertThat(healed("long", "192.0.2.101/24")).isLessThan(WITHIN);
        assertThat(operator.log()).as("what was away is said in a line").doesNotContain("\tat ");
    }

    /** No connection is closed in order: packets under way get lost, too. */
    @Test
    void cutWithApiServerRestartIsRecoveredWithinSeconds() {
        cut("before-restart", management()::silence);
        cluster.api().kill();
        cluster.api().startAgain();

        assertThat(healed("restart", "192.0.2.102/24")).isLessThan(WITHIN);
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
        long back = System.nanoTime();
        cluster.api()
                .admin()
                .apply(SharedCluster.document(name, "addresses: [%s]".formatted(address)))
                .orThrow();
        cluster.await(
                name + " is Ready, and every node reports it",
                () -> cluster.virtualIPs().isReady(name)
                        && cluster.nodes().stream().allMatch(node -> reports(node, name + "-ipv4")));
        Duration took = Duration.ofNanos(System.nanoTime() - back);
        System.out.printf("NetworkReturnE2E: %s, all back %d ms after the network%n", name, took.toMillis());
        return took;
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
