package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.daemon.OperatorProcess;
import dev.virtualip.e2e.kubernetes.KubeCluster;
import dev.virtualip.e2e.kubernetes.RequiresApiServer;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Management;
import dev.virtualip.e2e.lab.Pause;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The network between the nodes and the API server is away for a while. What is applied at the moment of its return is
 * planned, carried out and reported within seconds, however long it was away: no old connection is waited for.
 * {@code -Dcut.seconds=300} makes the long cut another one.
 */
@SideBySide
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
    void afterALongCutInOneDirectionAllAreBackWithinSeconds() {
        cut("before-long", node -> management().oneWay(cluster.control(), node));
        Pause.millis(CUT_SECONDS * 1000L - UNDER_WAY_MILLIS);

        assertThat(healed("long", "192.0.2.101/24")).isLessThan(WITHIN);
        assertThat(operator.log()).as("what was away is said in a line").doesNotContain("\tat ");
    }

    /** No connection is told of its end: what was on its way gets lost, too. */
    @Test
    void afterACutInWhichTheApiServerStartedAgainAllAreBackWithinSeconds() {
        cut("before-restart", management()::silence);
        cluster.api().kill();
        cluster.api().startAgain();

        assertThat(healed("restart", "192.0.2.102/24")).isLessThan(WITHIN);
    }

    /** Begins a cut at all nodes while the API server has something to say to each watch. */
    private static void cut(String mark, Consumer<Host> cut) {
        cluster.nodes().forEach(cut);
        Pause.millis(UNDER_WAY_MILLIS);
        String change = "{\"metadata\": {\"annotations\": {\"mark\": \"%s\"}}}".formatted(mark);
        for (Host node : cluster.nodes()) {
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
                .apply(Stage.document(name, "addresses: [%s]".formatted(address)))
                .orThrow();
        cluster.await(
                name + " is Ready, and every node reports it",
                () -> cluster.virtualIPs().isReady(name)
                        && cluster.nodes().stream().allMatch(node -> reports(node, name + "-ipv4")));
        Duration took = Duration.ofNanos(System.nanoTime() - back);
        System.out.printf("NetworkReturnE2E: %s, all back %d ms after the network%n", name, took.toMillis());
        return took;
    }

    private static boolean reports(Host node, String router) {
        return cluster.virtualIPs()
                .router(node.name())
                .path("status")
                .toString()
                .contains(router);
    }

    private static void merge(String path, String change) {
        cluster.api().admin().merge(path, change).orThrow();
    }

    private static Management management() {
        return cluster.management();
    }
}
