package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.migration.MigrationGuide;
import dev.virtualip.e2e.migration.MigrationHosts;
import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.HostAddress;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import dev.virtualip.testkit.wire.PacketCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pair of the examples: two keepalived.conf (version 2, a password, one address with a label), imported by our own
 * program, run as they stand.
 */
@RequiresLab
@SideBySide
@Order(9)
class KeepalivedReplacementE2E {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.168.31.5");
    private static final Path EXAMPLES = Checkout.root().resolve("examples/keepalived");

    @ParameterizedTest
    @CsvSource({"OURS, OURS", "OURS, KEEPALIVED", "KEEPALIVED, OURS"})
    void importedPairBehavesLikeTheTwoKeepalived(VrrpProgram first, VrrpProgram second) throws IOException {
        try (Lab lab = Lab.start(
                "KeepalivedReplacementE2E-" + first + "-" + second, LabSubnets.EXAMPLE, "lb01", "lb02", "client")) {
            importExamples(lab);
            PacketCapture capture = PacketCapture.start(lab);
            Daemon lb01 = start(first, lab.host("lb01"));
            Daemon lb02 = start(second, lab.host("lb02"));
            lb01.awaitHolding(ADDRESS, RouterPair.PATIENCE);
            theAddressIsThereWithItsLabel(lab.host("lb01"));
            theClientHasAnAnswer(lab);
            assertThat(lab.host("lb02").holds(ADDRESS)).isFalse();
            theAgentSays(lb01, "Active");
            theAgentSays(lb02, "Backup");
            assertThat(capture.adverts()).isNotEmpty().allSatisfy(KeepalivedReplacementE2E::isOfTheExample);

            assertThat(lb01.stop()).isZero();
            lb02.awaitHolding(ADDRESS, RouterPair.PATIENCE);
            assertThat(lab.host("lb01").holds(ADDRESS)).isFalse();
            theAddressIsThereWithItsLabel(lab.host("lb02"));
            theClientHasAnAnswer(lab);
            theAgentSays(lb02, "Active");

            start(first, lab.host("lb01")).awaitHolding(ADDRESS, RouterPair.PATIENCE);
            Wait.until(
                    "lb02 gave it back",
                    RouterPair.PATIENCE,
                    () -> !lab.host("lb02").holds(ADDRESS));
            theClientHasAnAnswer(lab);
            theAgentSays(lb02, "Backup");
        }
    }

    /** The guide, part 1: its commands, one step after the other, while a client uses the address. */
    @Test
    void guideMovesThePairToOurAgentsAndBack() {
        try (Lab lab = Lab.start("KeepalivedReplacementE2E-guide", LabSubnets.EXAMPLE, "lb01", "lb02", "client");
                MigrationHosts hosts = MigrationHosts.of(lab)) {
            hosts.startKeepalived();
            Prober client = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));

            for (MigrationGuide.Step step : MigrationGuide.part(1)) {
                ProbeLog log = hosts.follow(step, MigrationGuide.holderOfPartOne(step), client);
                assertThat(log.longestMillis()).as("%s: %s", step.title(), log).isLessThan(mayBeDarkMillis(step));
            }

            System.out.println(String.join("\n", hosts.figures()));
            assertThat(hosts.figures()).hasSize(8);
        }
    }

    /** Nothing, but where keepalived yields: it removes the address as soon as it hears its successor. */
    private static double mayBeDarkMillis(MigrationGuide.Step step) {
        return switch (step.title()) {
            case "Let the agent take over", "Back: keepalived takes over from keepalived" -> 500;
            default -> Double.MIN_VALUE;
        };
    }

    private static void importExamples(Lab lab) {
        String command = Checkout.root().resolve("cli/bin/virtualip").toString();
        String remarks = lab.host("lb01")
                .exec(
                        command,
                        "import",
                        "keepalived",
                        "--standalone",
                        "--output",
                        lab.folder().toString(),
                        EXAMPLES.resolve("lb01.conf").toString(),
                        EXAMPLES.resolve("lb02.conf").toString());
        // The one difference between the hosts without effect: lb02 lacks the prefix.
        assertThat(remarks).contains("lb02.conf:").contains("/24");
    }

    private static Daemon start(VrrpProgram program, LabHost host) throws IOException {
        return switch (program) {
            case OURS ->
                AgentProcess.start(host, Files.readString(host.lab().folder().resolve(host + ".yaml")));
            case KEEPALIVED -> KeepalivedProcess.start(host, Files.readString(EXAMPLES.resolve(host + ".conf")));
        };
    }

    private static void theAddressIsThereWithItsLabel(LabHost host) {
        assertThat(host.addresses())
                .filteredOn(bound -> bound.address().equals(ADDRESS))
                .extracting(HostAddress::label)
                .containsExactly("eth1:1");
    }

    private static void theClientHasAnAnswer(Lab lab) {
        assertThat(lab.host("client").exec("ping", "-c1", "-W2", ADDRESS.getHostAddress()))
                .contains("1 received");
    }

    private static void theAgentSays(Daemon daemon, String state) {
        switch (daemon) {
            case AgentProcess agent ->
                Wait.until(
                        agent.host() + " is " + state,
                        RouterPair.PATIENCE,
                        () -> agent.state()
                                .filter(document ->
                                        document.findValuesAsText("state").contains(state))
                                .isPresent());
            case KeepalivedProcess keepalived ->
                assertThat(keepalived.isAlive()).as("%s", keepalived.log()).isTrue();
        }
    }

    private static void isOfTheExample(CapturedPacket.Advert advert) {
        assertThat(advert.version()).isEqualTo(2);
        assertThat(advert.virtualRouterId()).isEqualTo(55);
        assertThat(advert.priority()).isIn(150, 100);
        assertThat(advert.intervalMillis()).isEqualTo(1000);
        assertThat(advert.timeToLive()).isEqualTo(255);
        assertThat(advert.addresses()).containsExactly(ADDRESS);
        assertThat(advert.checksum()).isEqualTo(CapturedPacket.ChecksumForm.MESSAGE_ONLY);
    }
}
