package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.Daemon;
import dev.virtualip.e2e.daemon.KeepalivedProcess;
import dev.virtualip.e2e.daemon.Program;
import dev.virtualip.e2e.lab.BoundAddress;
import dev.virtualip.e2e.lab.Checkout;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.wire.Capture;
import dev.virtualip.e2e.wire.Seen;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pair of the examples: two keepalived.conf (version 2, a password, one address with a label), imported by our own
 * program, run as they stand.
 */
@RequiresLab
class SeedE2E {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.168.31.5");
    private static final Path EXAMPLES = Checkout.root().resolve("examples/keepalived");

    @ParameterizedTest
    @CsvSource({"OURS, OURS", "OURS, KEEPALIVED", "KEEPALIVED, OURS"})
    void theImportedPairDoesWhatTheTwoKeepalivedDid(Program first, Program second) throws IOException {
        try (Lab lab = Lab.start("SeedE2E-" + first + "-" + second, Network.EXAMPLE, "lb01", "lb02", "client")) {
            importExamples(lab);
            Capture capture = Capture.start(lab);
            Daemon lb01 = start(first, lab.host("lb01"));
            Daemon lb02 = start(second, lab.host("lb02"));
            lb01.awaitHolding(ADDRESS, Pair.PATIENCE);
            theAddressIsThereWithItsLabel(lab.host("lb01"));
            theClientHasAnAnswer(lab);
            assertThat(lab.host("lb02").holds(ADDRESS)).isFalse();
            theAgentSays(lb01, "Active");
            theAgentSays(lb02, "Backup");
            assertThat(capture.adverts()).isNotEmpty().allSatisfy(SeedE2E::isOfTheExample);

            assertThat(lb01.stop()).isZero();
            lb02.awaitHolding(ADDRESS, Pair.PATIENCE);
            assertThat(lab.host("lb01").holds(ADDRESS)).isFalse();
            theAddressIsThereWithItsLabel(lab.host("lb02"));
            theClientHasAnAnswer(lab);
            theAgentSays(lb02, "Active");

            start(first, lab.host("lb01")).awaitHolding(ADDRESS, Pair.PATIENCE);
            Pause.until(
                    "lb02 gave it back", Pair.PATIENCE, () -> !lab.host("lb02").holds(ADDRESS));
            theClientHasAnAnswer(lab);
            theAgentSays(lb02, "Backup");
        }
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
        // The one difference between the hosts that nobody notices: lb02 lacks the prefix.
        assertThat(remarks).contains("lb02.conf:").contains("/24");
    }

    private static Daemon start(Program program, Host host) throws IOException {
        return switch (program) {
            case OURS ->
                AgentProcess.start(host, Files.readString(host.lab().folder().resolve(host + ".yaml")));
            case KEEPALIVED -> KeepalivedProcess.start(host, Files.readString(EXAMPLES.resolve(host + ".conf")));
        };
    }

    private static void theAddressIsThereWithItsLabel(Host host) {
        assertThat(host.addresses())
                .filteredOn(bound -> bound.address().equals(ADDRESS))
                .extracting(BoundAddress::label)
                .containsExactly("eth1:1");
    }

    private static void theClientHasAnAnswer(Lab lab) {
        assertThat(lab.host("client").exec("ping", "-c1", "-W2", ADDRESS.getHostAddress()))
                .contains("1 received");
    }

    private static void theAgentSays(Daemon daemon, String state) {
        switch (daemon) {
            case AgentProcess agent ->
                Pause.until(
                        agent.host() + " is " + state,
                        Pair.PATIENCE,
                        () -> agent.state()
                                .filter(document ->
                                        document.findValuesAsText("state").contains(state))
                                .isPresent());
            case KeepalivedProcess keepalived ->
                assertThat(keepalived.isAlive()).as("%s", keepalived.log()).isTrue();
        }
    }

    private static void isOfTheExample(Seen.Advert advert) {
        assertThat(advert.version()).isEqualTo(2);
        assertThat(advert.virtualRouterId()).isEqualTo(55);
        assertThat(advert.priority()).isIn(150, 100);
        assertThat(advert.intervalMillis()).isEqualTo(1000);
        assertThat(advert.timeToLive()).isEqualTo(255);
        assertThat(advert.addresses()).containsExactly(ADDRESS);
        assertThat(advert.checksum()).isEqualTo(Seen.ChecksumForm.MESSAGE_ONLY);
    }
}
