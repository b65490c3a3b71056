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
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes that others make to the interface and the addresses of an Active. */
@RequiresLab
class InterfaceE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");

    @Test
    void removedAddressIsRestoredAndAnnounced() {
        try (RouterPair pair = RouterPair.ours("InterfaceE2E-stolen", ROUTER)) {
            Prober prober = pair.probe();
            Wait.millis(1500);
            long stolen = System.nanoTime();
            pair.hostA().ip("addr del 192.0.2.100/32 dev eth1");
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

    /** A DHCP client that takes its old address off, and puts the new one on at once. */
    @Test
    void changedHostAddressLosesNoProbe() {
        try (RouterPair pair = RouterPair.ours("InterfaceE2E-changed", ROUTER)) {
            Prober prober = pair.probe();
            Wait.millis(500);
            pair.hostA().ip("addr del " + ownAddress(pair), "addr add 192.0.2.201/24 dev eth1");
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
            pair.hostA().ip("addr del " + ownAddress(pair));
            pair.awaitOnly(pair.b());
            pair.awaitState(pair.agentA(), "Initialize");
            assertThat(pair.field(pair.agentA(), "conditions").toString()).contains("SourceAddressMissing");
            assertThat(pair.capture().advertsOf("a"))
                    .as("it says that it stops")
                    .anyMatch(advert -> advert.priority() == 0);
            Wait.millis(500);
            pair.hostA().ip("addr add " + ownAddress(pair));
            pair.awaitOnly(pair.a());
            Wait.millis(500);

            ProbeLog log = prober.stop();
            assertThat(log.longestMillis()).as("%s", log).isLessThan(100);
        }
    }

    private static String ownAddress(RouterPair pair) {
        return pair.hostA().inet().getHostAddress() + "/24 dev eth1";
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
