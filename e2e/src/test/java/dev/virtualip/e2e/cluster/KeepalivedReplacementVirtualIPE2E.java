package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.migration.MigrationGuide;
import dev.virtualip.e2e.migration.MigrationHosts;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.HostAddress;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import dev.virtualip.testkit.wire.PacketCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pair of the keepalived examples as a VirtualIP: version 2, a password, one address with a label. */
@SideBySide
@Order(4)
@RequiresApiServer
class KeepalivedReplacementVirtualIPE2E {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.168.31.5");
    private static final String FIELDS = """
        addresses: [192.168.31.5/24], addressLabel: "eth1:1", advertisementInterval: 1s,
        interface: {name: eth1}, vrrp: {virtualRouterID: 55, version: 2,
          authentication: {type: Password, secretRef: {name: virtualip-keys, key: seed}}}\
        """;

    private static final String IGNORE = "--ignore-not-found";
    private static final int SENT_AT_LEAST = 10_000;

    /** A test that begins with a pair of keepalived instead of a VirtualIP. */
    private static final String GUIDE = "guide";

    @RegisterExtension
    static final SharedCluster shared =
            SharedCluster.of("KeepalivedReplacementVirtualIPE2E", LabSubnets.EXAMPLE, "lb01", "lb02");

    @SuppressWarnings("NullAway.Init") // set before each test
    private String holder;

    @BeforeEach
    void apply(TestInfo test) {
        if (test.getTags().contains(GUIDE)) {
            return;
        }
        password("123456");
        shared.apply("seed", FIELDS);
        shared.awaitAsPlanned("seed");
        holder = shared.awaitReady("seed", ADDRESS);
    }

    @Test
    void virtualIPAnswersWithItsLabelLikeTheTwoKeepalived() {
        PacketCapture capture = PacketCapture.start(shared.cluster().lab());
        CapturedPacket.Advert advert = capture.await(any -> true, KubeCluster.PATIENCE);

        assertThat(host(holder).addresses())
                .filteredOn(bound -> bound.address().equals(ADDRESS))
                .extracting(HostAddress::label)
                .containsExactly("eth1:1");
        assertThat(advert.version()).isEqualTo(2);
        assertThat(advert.virtualRouterId()).isEqualTo(55);
        assertThat(advert.intervalMillis()).isEqualTo(1000);
        assertThat(advert.addresses()).containsExactly(ADDRESS);
        assertThat(wordOnTheWire()).isEqualTo("123456");
        assertThat(shared.cluster().api().kubectl("get", "vip", "seed", "--no-headers"))
                .matches("seed +192\\.168\\.31\\.5 +" + holder + " +eth1 +55 +True +\\S+\\s*");
        shared.awaitEvent("seed", "Assigned", "is the first to answer");
        assertThat(shared.cluster().virtualIPs().events("Node", holder)).isNotEmpty();
    }

    @Test
    void hostThatDiesIsStoodInForAndGetsTheAddressBack() {
        String other = holder.equals("lb01") ? "lb02" : "lb01";
        Prober client = shared.probe(ADDRESS);

        shared.powerOff(holder);
        shared.cluster().await("the other one answers", () -> host(other).holds(ADDRESS));
        assertThat(shared.awaitReady("seed", ADDRESS)).isEqualTo(other);
        shared.awaitCondition("seed", "Degraded", "True", "", holder);

        long back = System.nanoTime();
        shared.powerOn(holder);
        shared.cluster()
                .await(
                        "it has the address again",
                        () -> shared.cluster().holders(ADDRESS).equals(List.of(holder)));
        assertThat(shared.awaitReady("seed", ADDRESS)).isEqualTo(holder);
        shared.awaitAsPlanned("seed");
        assertThat(client.since(back).outages()).isEmpty();
    }

    @Test
    void newPasswordIsUsedWithoutLossAndNeverPrinted() {
        Prober client = shared.probe(ADDRESS);

        password("s3cret22");
        shared.cluster().await("it is sent", () -> wordOnTheWire().equals("s3cret22"));
        for (LabHost node : shared.cluster().nodes()) {
            shared.cluster().await(node + " keeps it", () -> keeps(node, "s3cret22"));
        }
        assertThat(shared.cluster().holders(ADDRESS)).containsExactly(holder);
        assertThat(client.log().outages()).isEmpty();
        assertThat(shared.cluster().api().kubectl("get", "vip,vrrp,events", "-A", "-o", "yaml"))
                .doesNotContain("s3cret22")
                .doesNotContain("123456\"");
        for (LabHost node : shared.cluster().nodes()) {
            assertThat(shared.cluster().agent(node.name()).log()).doesNotContain("s3cret22");
        }

        shared.cluster().agent(holder).stop();
        shared.cluster()
                .await(
                        "the other one heard it and takes over",
                        () -> shared.cluster().holders(ADDRESS).stream().noneMatch(holder::equals));
        shared.awaitReady("seed", ADDRESS);
    }

    /** The guide, part 2: its commands, one step after the other, while a client uses the address. */
    @Test
    @Tag(GUIDE)
    void guideMovesThePairToTheClusterAndBack() {
        LabHost control = shared.cluster().control();
        shared.cluster().api().kubectl("delete", "secret", "virtualip-keys", "-n", KubeCluster.NAMESPACE, IGNORE);
        try (MigrationHosts hosts =
                MigrationHosts.of(control, shared.cluster().api().kubectlCommand(), KubeCluster.PATIENCE)) {
            hosts.startKeepalived();
            Prober client = shared.probe(ADDRESS);
            long start = System.nanoTime();

            for (MigrationGuide.Step step : MigrationGuide.part(2)) {
                if (step.title().equals("Back: keepalived as the Backup")) {
                    shared.cluster().await("the agent of lb01 has withdrawn", () -> shared.hasNothing(host("lb01")));
                }
                ProbeLog log = hosts.follow(step, holderAfter(step.title()), client);
                assertThat(log.longestMillis()).as("%s: %s", step.title(), log).isLessThan(mayBeDarkMillis(step));
            }

            System.out.println(String.join("\n", hosts.figures()));
            assertThat(hosts.figures()).hasSize(10);
            assertThat(client.since(start).sent()).isGreaterThan(SENT_AT_LEAST);
        }
    }

    private static String holderAfter(String step) {
        return switch (step) {
            case "Let the node take over",
                    "Release the other host from keepalived",
                    "Add its node",
                    "Back: only one node",
                    "Back: keepalived as the Backup" -> "lb02";
            case "Store the password",
                    "Release the Backup's host from keepalived",
                    "Add the node as a Backup",
                    "Back: the node hands over to keepalived",
                    "Back: keepalived on both hosts" -> "lb01";
            default -> throw new AssertionError("the guide has a step that this test does not know: " + step);
        };
    }

    /** Nothing, but where keepalived yields: it removes the address as soon as it hears its successor. */
    private static double mayBeDarkMillis(MigrationGuide.Step step) {
        return step.title().equals("Let the node take over") ? 500 : Double.MIN_VALUE;
    }

    private static void password(String word) {
        shared.cluster().api().admin().apply("""
            {apiVersion: v1, kind: Secret, metadata: {name: virtualip-keys, namespace: virtualip-system},
             stringData: {seed: "%s"}}
            """.formatted(word)).orThrow();
    }

    /** The password in the next advertisement, as tcpdump reads it. */
    private static String wordOnTheWire() {
        return host("client")
                .exec("timeout", "30", "tcpdump", "-c1", "-nvi", "eth1", "vrrp")
                .replaceFirst("(?s).*authtype simple.* auth \"([^\"]*)\".*", "$1");
    }

    /** Whether the copy on a node's disk has this word, for its owner only. */
    private static boolean keeps(LabHost node, String word) {
        Path folder = node.lab().folder().resolve(node + "-agent.state");
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains(word)) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------");
                    return true;
                }
            }
            return false;
        } catch (IOException replacedMeanwhile) {
            return false;
        }
    }

    private static LabHost host(String name) {
        return shared.cluster().lab().host(name);
    }
}
