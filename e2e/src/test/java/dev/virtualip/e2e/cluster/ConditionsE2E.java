package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Faults that only the cluster can notice: each becomes a condition with a remedy, ends with its cause, and never
 * disturbs a neighbour: one answers all the time.
 */
@SideBySide
@Order(7)
@RequiresApiServer
class ConditionsE2E {
    private static final InetAddress NEIGHBOUR = InetAddress.ofLiteral("192.0.2.100");
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.150");
    private static final String FIELDS = "addresses: [192.0.2.150/24]";

    /** Faulty VirtualIPs and the conditions that they get. */
    private record Wrong(String fields, String reason, String word) {}

    private static final List<Wrong> WRONGS = List.of(
            new Wrong("interface: {name: eth9}", "InterfaceNotFound", "eth9"),
            new Wrong("interface: {pattern: 'x[0-9]'}", "InterfaceNotFound", "x[0-9]"),
            new Wrong("nodeSelector: {matchLabels: {rack: nowhere}}", "NoEligibleNode", "nodeSelector"),
            new Wrong(
                    "vrrp: {version: 2, authentication: {type: HMAC, secretRef: {name: keys, key: key}}}",
                    "NotYetSupported",
                    "HMAC"),
            new Wrong("pool: edge", "PoolNotFound", "edge"));

    @RegisterExtension
    static final SharedCluster shared =
            SharedCluster.of("ConditionsE2E", LabSubnets.DOCUMENTATION, "node-a", "node-b", "other");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Prober client;

    @BeforeEach
    void startNeighbor() {
        shared.apply("neighbour", "addresses: [192.0.2.100/24]");
        shared.awaitReady("neighbour", NEIGHBOUR);
        client = shared.probe(NEIGHBOUR);
    }

    @AfterEach
    void assertNeighborUndisturbed() {
        try {
            assertThat(client.stop().outages()).isEmpty();
        } finally {
            shared.cluster().lab().host("client").ip("addr flush dev eth1 to " + ADDRESS.getHostAddress() + "/32");
            shared.cluster().api().kubectl("delete", "vippool", "--all");
        }
    }

    @Test
    void addressOfAnotherHostIsBoundOnceItIsFree() {
        LabHost other = shared.cluster().lab().host("client");
        other.ip("addr add 192.0.2.150/32 dev eth1");
        shared.apply("used", FIELDS);

        shared.awaitCondition("used", "Ready", "False", "", "192.0.2.150", "02:00:5e:10:00:0e");
        shared.awaitCondition("used", "Degraded", "True", "AddressInUse", "192.0.2.150");
        shared.awaitEvent("used", "AddressInUse", "192.0.2.150");
        assertThat(shared.cluster().holders(ADDRESS)).isEmpty();

        other.ip("addr del 192.0.2.150/32 dev eth1");
        shared.awaitReady("used", ADDRESS);
        shared.awaitAsPlanned("used");
    }

    @Test
    void addressOfAPoolThatAnotherHostHasIsExchangedAndThePoolNamesThatHost() {
        LabHost other = shared.cluster().lab().host("client");
        other.ip("addr add 192.0.2.150/32 dev eth1");
        pool("[192.0.2.150/32]");
        shared.apply("taker", "pool: taken");
        shared.awaitCondition("taker", "Ready", "False", "AddressInUse", "192.0.2.150", "02:00:5e:10:00:0e");
        shared.awaitEventOf("VirtualIPPool", "taken", "ForeignAddress", "192.0.2.150", "02:00:5e:10:00:0e");
        assertThat(foreign()).isEqualTo("192.0.2.150 02:00:5e:10:00:0e");

        pool("[192.0.2.150-192.0.2.151]");
        shared.awaitReady("taker", InetAddress.ofLiteral("192.0.2.151"));
        assertThat(shared.cluster().holders(ADDRESS)).isEmpty();
        shared.operator().kill();
        other.ip("addr del 192.0.2.150/32 dev eth1");
        shared.startOperator();
        shared.apply("second", "pool: taken");
        shared.awaitCondition("second", "Accepted", "False", "PoolExhausted", "taken");
        assertThat(foreign()).as("survives the restart of the operator").isEqualTo("192.0.2.150 02:00:5e:10:00:0e");

        shared.apply("second", "addresses: [192.0.2.150/24], pool: taken");
        shared.awaitReady("second", ADDRESS);
    }

    @Test
    void kubeProxyInIpvsModeIsServedWithStrictArpAndNamedWithout() {
        shared.apply("ipvs", FIELDS);
        String holder = shared.awaitReady("ipvs", ADDRESS);
        try {
            for (LabHost node : shared.cluster().nodes()) {
                node.exec("sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore");
                // A dummy in a cluster; not every kernel of a test machine has that kind.
                node.ip("link add kube-ipvs0 type bridge");
                node.ip("addr add 192.0.2.150/32 dev kube-ipvs0");
            }
            Prober served = shared.probe(ADDRESS);
            shared.awaitAsPlanned("ipvs");
            assertThat(shared.cluster().holders(ADDRESS)).contains(holder);
            assertThat(served.stop().outages()).isEmpty();

            for (LabHost node : shared.cluster().nodes()) {
                node.exec("sh", "-c", "echo 0 > /proc/sys/net/ipv4/conf/all/arp_ignore");
            }
            shared.awaitCondition(
                    "ipvs", "Degraded", "True", "AddressConflict", "That host is node", "strictARP: true");
            shared.awaitEvent("ipvs", "AddressConflict", "strictARP: true");
        } finally {
            for (LabHost node : shared.cluster().nodes()) {
                node.exec("sh", "-c", "ip link del kube-ipvs0; echo 0 > /proc/sys/net/ipv4/conf/all/arp_ignore");
            }
        }
    }

    private static void pool(String ranges) {
        shared.cluster().api().admin().apply("""
            {apiVersion: virtualip.dev/v1alpha1, kind: VirtualIPPool, metadata: {name: taken},
             spec: {ranges: %s}}
            """.formatted(ranges)).orThrow();
    }

    private static String foreign() {
        String path = "jsonpath={.status.foreign[*].address} {.status.foreign[*].mac}";
        return shared.cluster().api().kubectl("get", "vippool", "taken", "-o", path);
    }

    @Test
    void impossibleVirtualIPSaysWhyAndRunsOnceCorrected() {
        for (int i = 0; i < WRONGS.size(); i++) {
            shared.apply(
                    "wrong-" + i,
                    "addresses: [192.0.2.16%d/24], %s"
                            .formatted(i, WRONGS.get(i).fields()));
        }
        for (int i = 0; i < WRONGS.size(); i++) {
            Wrong wrong = WRONGS.get(i);
            shared.awaitCondition("wrong-" + i, "Accepted", "False", wrong.reason(), wrong.word());
            shared.awaitCondition("wrong-" + i, "Ready", "False", wrong.reason());
            shared.awaitEvent("wrong-" + i, wrong.reason(), wrong.word());
            assertThat(shared.cluster().holders(addressOf(i))).isEmpty();
        }

        for (int i = 0; i < WRONGS.size(); i++) {
            shared.apply("wrong-" + i, "addresses: [192.0.2.16%d/24]".formatted(i));
        }
        for (int i = 0; i < WRONGS.size(); i++) {
            shared.awaitReady("wrong-" + i, addressOf(i));
        }
    }

    private static InetAddress addressOf(int number) {
        return InetAddress.ofLiteral("192.0.2.16" + number);
    }

    @Test
    void refusedChangeKeepsWhatRan() {
        shared.apply("changed", FIELDS);
        String holder = shared.awaitReady("changed", ADDRESS);

        shared.apply("changed", FIELDS + ", interface: {name: eth9}");
        shared.awaitCondition("changed", "Accepted", "False", "InterfaceNotFound");
        shared.awaitCondition("changed", "Ready", "True", "");
        assertThat(shared.cluster().holders(ADDRESS)).containsExactly(holder);
    }

    @Test
    void missingSecretIsReportedUntilItExists() {
        String fields = FIELDS + ", advertisementInterval: 1s, vrrp: {version: 2, authentication: {type: Password,"
                + " secretRef: {name: virtualip-keys, key: late}}}";
        shared.apply("late", fields);
        shared.awaitCondition("late", "Accepted", "False", "SecretNotFound", "virtualip-keys");
        shared.awaitEvent("late", "SecretNotFound");

        secret("{early: \"other\"}");
        shared.awaitCondition("late", "Accepted", "False", "SecretNotFound", "virtualip-keys has no key late");
        assertThat(shared.cluster().holders(ADDRESS)).isEmpty();
        secret("{late: \"s3cret\"}");
        shared.awaitReady("late", ADDRESS);
        assertThat(shared.cluster().api().kubectl("get", "vip,vrrp,events", "-A", "-o", "yaml"))
                .doesNotContain("s3cret");
    }

    private static void secret(String data) {
        shared.cluster().api().admin().apply("""
            {apiVersion: v1, kind: Secret, metadata: {name: virtualip-keys, namespace: virtualip-system},
             stringData: %s}
            """.formatted(data)).orThrow();
    }

    @Test
    void twoVirtualIPsCannotHaveOneAddress() {
        shared.apply("second", "addresses: [192.0.2.150/24, 192.0.2.100/24]");

        shared.awaitCondition("second", "Accepted", "False", "AddressInUse", "192.0.2.100", "neighbour");
        assertThat(shared.cluster().holders(ADDRESS)).isEmpty();
    }

    @Test
    void foreignRouterWithSameIdIsNamedWithItsAddress() {
        LabHost other = shared.cluster().lab().host("client");
        shared.apply("foreign", FIELDS + ", vrrp: {virtualRouterID: 77}");
        String holder = shared.awaitReady("foreign", ADDRESS);

        KeepalivedProcess stranger = KeepalivedProcess.start(
                other,
                RouterSetup.of("192.0.2.200/32").id(77).priority(254),
                RouterSetup.of("192.0.2.201/32").id(78).priority(254));
        String address = other.inet().getHostAddress();
        shared.awaitCondition(
                "foreign", "Degraded", "True", "VirtualRouterIDConflict", address, "vrrp.virtualRouterID");
        shared.awaitEvent("foreign", "VirtualRouterIDConflict", address);
        shared.awaitCondition("foreign", "Ready", "True", "");
        assertThat(shared.cluster().holders(ADDRESS)).containsExactly(holder);

        shared.apply("refused", "addresses: [192.0.2.151/24], vrrp: {virtualRouterID: 78}");
        shared.awaitCondition(
                "refused", "Accepted", "False", "VirtualRouterIDConflict", address, "vrrp.allowedSources");
        assertThat(stranger.stop()).isZero();
    }
}
