package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.daemon.KeepalivedProcess;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.kubernetes.RequiresApiServer;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.probe.Prober;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What only the cluster can know to be wrong becomes a condition with a remedy, is over when the cause is, and never
 * disturbs a neighbour: one answers all the time.
 */
@SideBySide
@RequiresApiServer
class ConditionsE2E {
    private static final InetAddress NEIGHBOUR = InetAddress.ofLiteral("192.0.2.100");
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.150");
    private static final String FIELDS = "addresses: [192.0.2.150/24]";

    /** What is wrong with a VirtualIP, and what it says then. */
    private record Wrong(String fields, String reason, String word) {}

    private static final List<Wrong> WRONGS = List.of(
            new Wrong("interface: {name: eth9}", "InterfaceNotFound", "eth9"),
            new Wrong("interface: {pattern: 'x[0-9]'}", "InterfaceNotFound", "x[0-9]"),
            new Wrong("nodeSelector: {matchLabels: {rack: nowhere}}", "NoEligibleNode", "nodeSelector"),
            new Wrong(
                    "moveGroup: edge, healthChecks: [{name: web, tcp: {port: 80}}]", "NotYetSupported", "healthChecks"),
            new Wrong("pool: edge", "PoolNotFound", "edge"));

    @RegisterExtension
    static final Stage stage = Stage.of("ConditionsE2E", Network.DOCUMENTATION, "node-a", "node-b", "other");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Prober client;

    @BeforeEach
    void aNeighbourAnswers() {
        stage.apply("neighbour", "addresses: [192.0.2.100/24]");
        stage.awaitReady("neighbour", NEIGHBOUR);
        client = stage.probe(NEIGHBOUR);
    }

    @AfterEach
    void theNeighbourWasNotDisturbed() {
        try {
            assertThat(client.stop().outages()).isEmpty();
        } finally {
            stage.cluster().lab().host("client").ip("addr flush dev eth1 to " + ADDRESS.getHostAddress() + "/32");
        }
    }

    @Test
    void anAddressThatSomebodyElseAnswersForIsNotBoundUntilItIsFree() {
        Host somebody = stage.cluster().lab().host("client");
        somebody.ip("addr add 192.0.2.150/32 dev eth1");
        stage.apply("used", FIELDS);

        stage.awaitSaid("used", "Ready", "False", "", "192.0.2.150", "02:00:5e:10:00:0e");
        stage.awaitSaid("used", "Degraded", "True", "AddressInUse", "192.0.2.150");
        stage.awaitTold("used", "AddressInUse", "192.0.2.150");
        assertThat(stage.cluster().holders(ADDRESS)).isEmpty();

        somebody.ip("addr del 192.0.2.150/32 dev eth1");
        stage.awaitReady("used", ADDRESS);
        stage.awaitSound("used");
    }

    @Test
    void whatCannotBeCarriedOutSaysWhyAndRunsWhenItIsPutRight() {
        for (int i = 0; i < WRONGS.size(); i++) {
            stage.apply(
                    "wrong-" + i,
                    "addresses: [192.0.2.16%d/24], %s"
                            .formatted(i, WRONGS.get(i).fields()));
        }
        for (int i = 0; i < WRONGS.size(); i++) {
            Wrong wrong = WRONGS.get(i);
            stage.awaitSaid("wrong-" + i, "Accepted", "False", wrong.reason(), wrong.word());
            stage.awaitSaid("wrong-" + i, "Ready", "False", wrong.reason());
            stage.awaitTold("wrong-" + i, wrong.reason(), wrong.word());
            assertThat(stage.cluster().holders(addressOf(i))).isEmpty();
        }

        for (int i = 0; i < WRONGS.size(); i++) {
            stage.apply("wrong-" + i, "addresses: [192.0.2.16%d/24]".formatted(i));
        }
        for (int i = 0; i < WRONGS.size(); i++) {
            stage.awaitReady("wrong-" + i, addressOf(i));
        }
    }

    private static InetAddress addressOf(int number) {
        return InetAddress.ofLiteral("192.0.2.16" + number);
    }

    @Test
    void aRefusedChangeLeavesWhatRanBefore() {
        stage.apply("changed", FIELDS);
        String holder = stage.awaitReady("changed", ADDRESS);

        stage.apply("changed", FIELDS + ", interface: {name: eth9}");
        stage.awaitSaid("changed", "Accepted", "False", "InterfaceNotFound");
        stage.awaitSaid("changed", "Ready", "True", "");
        assertThat(stage.cluster().holders(ADDRESS)).containsExactly(holder);
    }

    @Test
    void aSecretThatIsMissingIsWaitedFor() {
        String fields = FIELDS + ", advertisementInterval: 1s, vrrp: {version: 2, authentication: {type: Password,"
                + " secretRef: {name: virtualip-keys, key: late}}}";
        stage.apply("late", fields);
        stage.awaitSaid("late", "Accepted", "False", "SecretNotFound", "virtualip-keys");
        stage.awaitTold("late", "SecretNotFound");

        secret("{early: \"other\"}");
        stage.awaitSaid("late", "Accepted", "False", "SecretNotFound", "virtualip-keys has no key late");
        assertThat(stage.cluster().holders(ADDRESS)).isEmpty();
        secret("{late: \"s3cret\"}");
        stage.awaitReady("late", ADDRESS);
        assertThat(stage.cluster().api().kubectl("get", "vip,vrrp,events", "-A", "-o", "yaml"))
                .doesNotContain("s3cret");
    }

    private static void secret(String data) {
        stage.cluster().api().admin().apply("""
            {apiVersion: v1, kind: Secret, metadata: {name: virtualip-keys, namespace: virtualip-system},
             stringData: %s}
            """.formatted(data)).orThrow();
    }

    @Test
    void twoVirtualIPsCannotHaveOneAddress() {
        stage.apply("second", "addresses: [192.0.2.150/24, 192.0.2.100/24]");

        stage.awaitSaid("second", "Accepted", "False", "AddressInUse", "192.0.2.100", "neighbour");
        assertThat(stage.cluster().holders(ADDRESS)).isEmpty();
    }

    @Test
    void aForeignVrrpRouterWithOurIdIsNamedWithItsAddress() {
        Host somebody = stage.cluster().lab().host("client");
        stage.apply("foreign", FIELDS + ", vrrp: {virtualRouterID: 77}");
        String holder = stage.awaitReady("foreign", ADDRESS);

        KeepalivedProcess stranger = KeepalivedProcess.start(
                somebody,
                RouterSetup.of("192.0.2.200/32").id(77).priority(254),
                RouterSetup.of("192.0.2.201/32").id(78).priority(254));
        String address = somebody.inet().getHostAddress();
        stage.awaitSaid("foreign", "Degraded", "True", "VirtualRouterIDConflict", address, "vrrp.virtualRouterID");
        stage.awaitTold("foreign", "VirtualRouterIDConflict", address);
        stage.awaitSaid("foreign", "Ready", "True", "");
        assertThat(stage.cluster().holders(ADDRESS)).containsExactly(holder);

        stage.apply("refused", "addresses: [192.0.2.151/24], vrrp: {virtualRouterID: 78}");
        stage.awaitSaid("refused", "Accepted", "False", "VirtualRouterIDConflict", address, "vrrp.allowedSources");
        assertThat(stranger.stop()).isZero();
    }
}
