package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.daemon.NginxProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabRequirements;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.HttpLoad;
import dev.virtualip.testkit.probe.HttpLoadLog;
import dev.virtualip.testkit.probe.HttpLoadSettings;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import dev.virtualip.testkit.wire.PacketCapture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lab itself, proved with a program whose behaviour is known: two real keepalived. */
@RequiresLab
class LabE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.100");
    private static final InetAddress ADDRESS6 = InetAddress.ofLiteral("2001:db8::100");
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");
    private static final RouterSetup ROUTER6 = RouterSetup.of("fe80::100/64", "2001:db8::100/64");

    @Test
    void higherPriorityIsElectedAndAnswersEveryProbe() {
        try (Lab lab = lab("elected")) {
            PacketCapture capture = PacketCapture.start(lab);
            pair(lab, ROUTER);
            Prober prober = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));
            Wait.millis(3000);
            ProbeLog log = prober.stop();

            assertThat(log.lost()).as("lost of %s", log).isZero();
            assertThat(log.sent()).isGreaterThan(2500);
            assertThat(lab.host("b").holds(ADDRESS)).isFalse();
            assertThat(capture.advertsOf("a")).hasSizeGreaterThan(25).allSatisfy(LabE2E::isOurAdvert);
            assertThat(capture.claims())
                    .extracting(CapturedPacket.Claim::host, CapturedPacket.Claim::address)
                    .contains(tuple("a", ADDRESS));
        }
    }

    @Test
    void pulledCableCausesAnOutageOfThreeIntervalsAndSkew() {
        try (Lab lab = lab("cable")) {
            pair(lab, ROUTER);
            Prober prober = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));
            Wait.millis(500);
            lab.host("a").pullCable();
            Wait.until("b took over", PATIENCE, () -> lab.host("b").holds(ADDRESS));
            Wait.millis(500);
            ProbeLog log = prober.stop();

            assertThat(log.longestMillis()).as("%s", log).isBetween(200.0, 600.0);
            lab.host("a").plugCable();
            Wait.until("a is back", PATIENCE, () -> lab.host("a").holds(ADDRESS));
        }
    }

    @Test
    void orderlyStopIsShorterThanACrashAndExitsOnSignal() {
        try (Lab lab = lab("stop")) {
            List<KeepalivedProcess> pair = pair(lab, ROUTER);
            Prober prober = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));
            Wait.millis(500);
            int exit = pair.getFirst().stop();
            pair.getLast().awaitHolding(ADDRESS, PATIENCE);
            Wait.millis(500);
            ProbeLog log = prober.stop();

            assertThat(exit).isZero();
            assertThat(log.longestMillis()).as("%s", log).isBetween(20.0, 200.0);
        }
    }

    @Test
    void ipv6AddressIsUsableAtOnce() {
        try (Lab lab = lab("ipv6")) {
            PacketCapture capture = PacketCapture.start(lab);
            pair(lab, ROUTER6);
            Prober prober = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS6));
            Wait.millis(1000);
            ProbeLog log = prober.stop();

            assertThat(log.lost()).as("%s", log).isZero();
            assertThat(log.sent()).isGreaterThan(800);
            assertThat(capture.advertsOf("a"))
                    .isNotEmpty()
                    .allSatisfy(advert ->
                            assertThat(advert.checksum()).isEqualTo(CapturedPacket.ChecksumForm.WITH_PSEUDO_HEADER));
        }
    }

    @Test
    void silencedLinkKeepsCarrierAndOneWayLinkMakesTwoHolders() {
        try (Lab lab = lab("filters")) {
            pair(lab, ROUTER);
            lab.oneWay("a", "b");
            Wait.until("b holds the address too", PATIENCE, () -> lab.host("b").holds(ADDRESS));
            assertThat(lab.host("a").exec("cat", "/sys/class/net/eth1/carrier")).startsWith("1");
            lab.heal();
            Wait.until("b gave it back", PATIENCE, () -> !lab.host("b").holds(ADDRESS));
            lab.silence("a");
            Wait.until("b took over", PATIENCE, () -> lab.host("b").holds(ADDRESS));
        }
    }

    @Test
    void labsWithTheSameAddressesAreIsolated() {
        try (Lab first = lab("first");
                Lab second = lab("second")) {
            PacketCapture capture = PacketCapture.start(second);
            pair(first, ROUTER);
            assertThat(first.host("client").exec("ping", "-c1", "-W1", "192.0.2.100"))
                    .contains("1 received");
            assertThat(capture.adverts()).isEmpty();
            pair(second, ROUTER);
            assertThat(capture.adverts()).isNotEmpty();
        }
    }

    @Test
    void clientThatResolvesAgainLearnsTheNewHolder() {
        try (Lab lab = lab("asking")) {
            List<KeepalivedProcess> pair = pair(lab, ROUTER);
            Prober asker = Prober.start(lab.host("client"), ProbeSettings.askingAnew(ADDRESS));
            Wait.millis(1000);
            pair.getFirst().stop();
            pair.getLast().awaitHolding(ADDRESS, PATIENCE);
            Wait.millis(1000);
            ProbeLog log = asker.stop();

            assertThat(log.sent()).isGreaterThan(15);
            assertThat(log.longestMillis()).as("%s", log).isLessThan(500);
        }
    }

    @Test
    void recreatedInterfaceHasAddressesAndCable() {
        try (Lab lab = lab("interface")) {
            LabHost a = lab.host("a");
            a.deleteInterface();
            assertThat(a.addresses()).isEmpty();
            a.createInterface();
            assertThat(lab.host("client").exec("ping", "-c1", "-W1", a.inet().getHostAddress()))
                    .contains("1 received");
            assertThat(a.addresses()).hasSize(3).noneMatch(address -> address.tentative());
        }
    }

    @Test
    void httpLoadCountsWhatNginxDoesNotAnswer() {
        Prerequisite.require(LabRequirements.missing("nginx").isEmpty(), "needs nginx: apt-get install nginx");
        try (Lab lab = Lab.start("LabE2E-http", LabSubnets.DOCUMENTATION, "a", "client")) {
            NginxProcess nginx = NginxProcess.start(lab.host("a"));
            InetSocketAddress server = new InetSocketAddress(lab.host("a").inet(), 80);
            HttpLoad load = HttpLoad.start(lab.host("client"), HttpLoadSettings.of(server));
            long start = System.nanoTime();
            Wait.millis(1000);
            HttpLoadLog fresh = load.newConnections(start);
            HttpLoadLog kept = load.keptConnections(start);
            assertThat(List.of(fresh, kept)).allSatisfy(log -> {
                assertThat(log.failed()).as("%s", log).isZero();
                assertThat(log.pages()).as("%s", log).containsOnlyKeys("a");
                assertThat(log.answered()).isBetween(20, 201);
            });

            nginx.reload();
            Wait.millis(500);
            assertThat(load.newConnections(start).failed()).isZero();
            assertThat(load.keptConnections(start).answered()).isGreaterThan(kept.answered());

            long killed = System.nanoTime();
            nginx.kill();
            Wait.millis(500);
            NginxProcess.start(lab.host("a"));
            Wait.millis(500);
            HttpLoadLog dark = load.newConnections(killed);
            assertThat(dark.failed()).as("%s", dark).isPositive();
            assertThat(dark.longestGapMillis()).isBetween(400.0, 10_000.0);
            assertThat(load.brokenConnections(start)).isBetween(0, 4);
            assertThat(load.keptConnections(killed).pages())
                    .as("connected again")
                    .containsKey("a");
            assertThat(load.firstAnswerNanos("a", killed)).isPresent();
            assertThat(load.firstAnswerNanos("b", start)).isEmpty();
        }
    }

    private static void isOurAdvert(CapturedPacket.Advert advert) {
        assertThat(advert.virtualRouterId()).isEqualTo(55);
        assertThat(advert.intervalMillis()).isEqualTo(100);
        assertThat(advert.timeToLive()).isEqualTo(255);
        assertThat(advert.addresses()).containsExactly(ADDRESS);
        assertThat(advert.checksum()).isEqualTo(CapturedPacket.ChecksumForm.WITH_PSEUDO_HEADER);
    }

    private static Lab lab(String title) {
        return Lab.start("LabE2E-" + title, LabSubnets.DOCUMENTATION, "a", "b", "client");
    }

    /** Host a with priority 150 and host b with 100; returns when a holds the router's last address. */
    private static List<KeepalivedProcess> pair(Lab lab, RouterSetup router) {
        InetAddress address = router.lastAddress();
        KeepalivedProcess a = KeepalivedProcess.start(lab.host("a"), router.priority(150));
        KeepalivedProcess b = KeepalivedProcess.start(lab.host("b"), router.priority(100));
        a.awaitHolding(address, PATIENCE);
        Wait.millis(200);
        return List.of(a, b);
    }
}
