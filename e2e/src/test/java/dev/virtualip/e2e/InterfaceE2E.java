package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.daemon.VrrpProgram;
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
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes that others make to the interface and the addresses of an Active. */
@RequiresLab
class InterfaceE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");

    /** No agent pauses at this interval, however busy the machine is. */
    private static final RouterSetup SLOW = ROUTER.interval(Duration.ofSeconds(1));

    @Test
    void removedAddressIsRestoredAndAnnounced() {
        try (RouterPair pair = RouterPair.ours("InterfaceE2E-stolen", ROUTER)) {
            Prober prober = pair.probe();
            Wait.millis(1500);
            long stolen = System.nanoTime();
            pair.hostA().removeAddress(pair.address());
            pair.a().awaitHolding(pair.address(), RouterPair.PATIENCE);
            Wait.millis(500);

            ProbeLog log = prober.stop();
            assertThat(log.longestMillis()).as("%s", log).isLessThan(500);
            assertThat(pair.capture().claims())
                    .filteredOn(claim -> claim.atNanos() - stolen > 0)
                    .as("it is announced")
                    .extracting(CapturedPacket.Claim::host)
                    .contains("a");
            assertThat(pair.field(pair.agentA(), "state").asText()).isEqualTo("Active");
            assertThat(pair.capture().advertsOf("b")).as("b never noticed").isEmpty();
        }
    }

    /** Failover of a bond: clients that know the old MAC address learn the new one at once. */
    @Test
    void changedMacAddressIsAnnouncedAtOnce() {
        try (RouterPair pair = RouterPair.ours("InterfaceE2E-mac", ROUTER)) {
            Prober prober = pair.probe();
            Wait.millis(500);
            long changed = System.nanoTime();
            pair.hostA().ip("link set eth1 address 02:00:5e:10:00:f1");
            Wait.millis(2500);

            ProbeLog log = prober.stop();
            assertThat(log.darkMillis()).as("%s", log).isLessThan(100);
            assertThat(pair.capture().claims())
                    .filteredOn(claim -> claim.atNanos() - changed > 0)
                    .as("the whole burst, from no other host")
                    .hasSizeGreaterThanOrEqualTo(5)
                    .extracting(CapturedPacket.Claim::host)
                    .containsOnly("a");
            assertThat(pair.field(pair.agentA(), "transitions").asInt()).isEqualTo(2);
            assertThat(pair.field(pair.agentA(), "conditions")).isEmpty();
            assertThat(pair.capture().advertsOf("b")).as("b never noticed").isEmpty();
        }
    }

    @Test
    void changedMacAddressIsAnnouncedForEachAddressInBothBursts() {
        RouterSetup ipv4 = SLOW.addresses(List.of("192.0.2.100/24", "192.0.2.101/24"));
        RouterSetup ipv6 =
                SLOW.addresses(List.of("fe80::100/64", "2001:db8::100/64")).id(56);
        try (Lab lab = Lab.start("InterfaceE2E-mac-all", LabSubnets.DOCUMENTATION, "a", "client")) {
            PacketCapture capture = PacketCapture.start(lab);
            AgentProcess agent = AgentProcess.start(lab.host("a"), ipv4, ipv6);
            agent.awaitHolding(ipv4.firstAddress(), RouterPair.PATIENCE);
            agent.awaitHolding(ipv6.firstAddress(), RouterPair.PATIENCE);
            Prober client = Prober.start(lab.host("client"), ProbeSettings.of(InetAddress.ofLiteral("2001:db8::100")));
            // The bursts of the start are over.
            Wait.millis(3000);
            long changed = System.nanoTime();
            lab.host("a").ip("link set eth1 address 02:00:5e:10:00:f1");
            Wait.millis(4000);

            ProbeLog log = client.stop();
            assertThat(log.darkMillis()).as("%s", log).isLessThan(100);
            for (String address : List.of("192.0.2.100", "192.0.2.101", "fe80::100", "2001:db8::100")) {
                InetAddress wanted = InetAddress.ofLiteral(address);
                // An announcement of the old one may leave until the change is done.
                assertThat(capture.claims().stream()
                                .filter(claim -> claim.atNanos() - changed > 0
                                        && claim.address().equals(wanted))
                                .map(CapturedPacket.Claim::mac)
                                .dropWhile(mac -> !mac.equals("02005e1000f1")))
                        .as(address)
                        .hasSizeGreaterThanOrEqualTo(10)
                        .containsOnly("02005e1000f1");
            }
            for (RouterSetup router : List.of(ipv4, ipv6)) {
                assertThat(agent.router(router.name())
                                .orElseThrow()
                                .path("transitions")
                                .asInt())
                        .isEqualTo(2);
            }
        }
    }

    /** A DHCP client that takes its old address off, and puts the new one on at once. */
    @Test
    void changedHostAddressLosesNoProbe() {
        try (RouterPair pair = RouterPair.ours("InterfaceE2E-changed", ROUTER)) {
            Prober prober = pair.probe();
            Wait.millis(500);
            pair.hostA().removeOwnAddress();
            pair.hostA().ip("addr add 192.0.2.201/24 dev eth1");
            Wait.millis(1500);

            ProbeLog log = prober.stop();
            assertThat(log.longestMillis()).as("%s", log).isLessThan(100);
            assertThat(pair.field(pair.agentA(), "transitions").asInt()).isEqualTo(2);
            assertThat(pair.field(pair.agentB(), "activeRouter").asText()).isEqualTo("192.0.2.201");
            assertThat(pair.capture().advertsOf("b")).as("b never noticed").isEmpty();
        }
    }

    /** The new address comes two seconds after the old one has gone: the other host serves meanwhile. */
    @ParameterizedTest
    @EnumSource(VrrpProgram.class)
    void missingHostAddressHandsOverWithoutLoss(VrrpProgram onB) {
        RouterSetup router = ROUTER.interval(Duration.ofMillis(250));
        try (RouterPair pair = RouterPair.start("InterfaceE2E-gone-" + onB, router, VrrpProgram.OURS, onB)) {
            Prober prober = pair.probe();
            Wait.millis(500);
            pair.hostA().removeOwnAddress();
            pair.awaitOnly(pair.b());
            pair.awaitState(pair.agentA(), "Initialize");
            assertThat(pair.field(pair.agentA(), "conditions").toString()).contains("SourceAddressMissing");
            assertThat(pair.capture().advertsOf("a"))
                    .as("it says that it stops")
                    .anyMatch(advert -> advert.priority() == 0);
            Wait.millis(500);
            pair.hostA().addOwnAddress();
            pair.awaitOnly(pair.a());
            Wait.millis(500);

            ProbeLog log = prober.stop();
            assertThat(log.longestMillis()).as("%s", log).isLessThan(100);
        }
    }

    @Test
    void missingHostAddressOfBackupCostsNothing() {
        try (RouterPair pair = RouterPair.ours("InterfaceE2E-backup", SLOW)) {
            Prober prober = pair.probe();
            pair.hostB().removeOwnAddress();
            pair.awaitState(pair.agentB(), "Initialize");
            pair.hostB().addOwnAddress();
            pair.awaitState(pair.agentB(), "Backup");
            Wait.millis(500);

            ProbeLog log = prober.stop();
            assertThat(log.lost()).as("%s", log).isZero();
            assertThat(pair.field(pair.agentA(), "transitions").asInt()).isEqualTo(2);
            assertThat(pair.capture().advertsOf("b")).as("b never takes over").isEmpty();
        }
    }

    @Test
    void deletedInterfaceHandsOverAndRecreatedOnePreempts() {
        try (RouterPair pair = RouterPair.ours("InterfaceE2E-deleted", ROUTER)) {
            pair.hostA().deleteInterface();
            pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
            pair.awaitState(pair.agentA(), "Initialize");
            pair.hostA().createInterface();
            pair.awaitOnly(pair.a());
            pair.awaitState(pair.agentB(), "Backup");
            pair.stopBothAndLeaveNothing(pair.a());
        }
    }

    @Test
    void renamedInterfaceStopsTheRouterUntilRenamedBack() {
        try (RouterPair pair = RouterPair.ours("InterfaceE2E-renamed", ROUTER)) {
            pair.hostA().ip("link set eth1 down", "link set eth1 name other1", "link set other1 up");
            pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
            pair.awaitState(pair.agentA(), "Initialize");
            assertThat(pair.hostA().exec("ip", "addr", "show", "dev", "other1"))
                    .as("nothing of ours on the interface of another name")
                    .doesNotContain("192.0.2.100");

            pair.hostA().ip("link set other1 down", "link set other1 name eth1", "link set eth1 up");
            pair.awaitOnly(pair.a());
        }
    }

    @Test
    void missingInterfaceIsAwaited() {
        try (Lab lab = Lab.start("InterfaceE2E-later", LabSubnets.DOCUMENTATION, "a", "client")) {
            LabHost host = lab.host("a");
            host.deleteInterface();
            AgentProcess agent = AgentProcess.start(host, ROUTER);
            Wait.until(
                    "it says what it waits for",
                    RouterPair.PATIENCE,
                    () -> agent.router("vr55")
                            .filter(router -> router.path("state").asText().equals("Initialize")
                                    && router.path("conditions").toString().contains("eth1"))
                            .isPresent());
            host.createInterface();
            agent.awaitHolding(ROUTER.firstAddress(), RouterPair.PATIENCE);
            assertThat(lab.host("client").exec("ping", "-c1", "-W2", "192.0.2.100"))
                    .contains("1 received");
        }
    }
}
