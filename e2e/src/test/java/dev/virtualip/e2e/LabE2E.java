package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.virtualip.e2e.daemon.KeepalivedProcess;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.ProbeLog;
import dev.virtualip.e2e.probe.Prober;
import dev.virtualip.e2e.probe.Probing;
import dev.virtualip.e2e.wire.Capture;
import dev.virtualip.e2e.wire.Seen;
import java.net.InetAddress;
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
    void theHigherPriorityIsElectedAndAnswersEveryProbe() {
        try (Lab lab = lab("elected")) {
            Capture capture = Capture.start(lab);
            pair(lab, ROUTER);
            Prober prober = Prober.start(lab.host("client"), Probing.of(ADDRESS));
            Pause.millis(3000);
            ProbeLog log = prober.stop();

            assertThat(log.lost()).as("lost of %s", log).isZero();
            assertThat(log.sent()).isGreaterThan(2500);
            assertThat(lab.host("b").holds(ADDRESS)).isFalse();
            assertThat(capture.advertsOf("a")).hasSizeGreaterThan(25).allSatisfy(LabE2E::isOurAdvert);
            assertThat(capture.claims())
                    .extracting(Seen.Claim::host, Seen.Claim::address)
                    .contains(tuple("a", ADDRESS));
        }
    }

    @Test
    void pullingTheCableIsSeenAsAnOutageOfThreeIntervalsAndSkew() {
        try (Lab lab = lab("cable")) {
            pair(lab, ROUTER);
            Prober prober = Prober.start(lab.host("client"), Probing.of(ADDRESS));
            Pause.millis(500);
            lab.host("a").pullCable();
            Pause.until("b took over", PATIENCE, () -> lab.host("b").holds(ADDRESS));
            Pause.millis(500);
            ProbeLog log = prober.stop();

            assertThat(log.longestMillis()).as("%s", log).isBetween(200.0, 600.0);
            lab.host("a").plugCable();
            Pause.until("a is back", PATIENCE, () -> lab.host("a").holds(ADDRESS));
        }
    }

    @Test
    void anOrderlyStopIsShorterAndAnswersTheSignal() {
        try (Lab lab = lab("stop")) {
            List<KeepalivedProcess> pair = pair(lab, ROUTER);
            Prober prober = Prober.start(lab.host("client"), Probing.of(ADDRESS));
            Pause.millis(500);
            int exit = pair.getFirst().stop();
            pair.getLast().awaitHolding(ADDRESS, PATIENCE);
            Pause.millis(500);
            ProbeLog log = prober.stop();

            assertThat(exit).isZero();
            assertThat(log.longestMillis()).as("%s", log).isBetween(20.0, 200.0);
        }
    }

    @Test
    void ipv6WorksAtOnce() {
        try (Lab lab = lab("ipv6")) {
            Capture capture = Capture.start(lab);
            pair(lab, ROUTER6);
            Prober prober = Prober.start(lab.host("client"), Probing.of(ADDRESS6));
            Pause.millis(1000);
            ProbeLog log = prober.stop();

            assertThat(log.lost()).as("%s", log).isZero();
            assertThat(log.sent()).isGreaterThan(800);
            assertThat(capture.advertsOf("a"))
                    .isNotEmpty()
                    .allSatisfy(
                            advert -> assertThat(advert.checksum()).isEqualTo(Seen.ChecksumForm.WITH_PSEUDO_HEADER));
        }
    }

    @Test
    void aSilentLinkKeepsItsCarrierAndAOneWayLinkMakesTwoHolders() {
        try (Lab lab = lab("filters")) {
            pair(lab, ROUTER);
            lab.oneWay("a", "b");
            Pause.until("b holds the address too", PATIENCE, () -> lab.host("b").holds(ADDRESS));
            assertThat(lab.host("a").exec("cat", "/sys/class/net/eth1/carrier")).startsWith("1");
            lab.heal();
            Pause.until("b gave it back", PATIENCE, () -> !lab.host("b").holds(ADDRESS));
            lab.silence("a");
            Pause.until("b took over", PATIENCE, () -> lab.host("b").holds(ADDRESS));
        }
    }

    @Test
    void twoLabsWithTheSameAddressesDoNotHearEachOther() {
        try (Lab first = lab("first");
                Lab second = lab("second")) {
            Capture capture = Capture.start(second);
            pair(first, ROUTER);
            assertThat(first.host("client").exec("ping", "-c1", "-W1", "192.0.2.100"))
                    .contains("1 received");
            assertThat(capture.adverts()).isEmpty();
            pair(second, ROUTER);
            assertThat(capture.adverts()).isNotEmpty();
        }
    }

    @Test
    void aClientThatAsksAnewLearnsTheNewHolder() {
        try (Lab lab = lab("asking")) {
            List<KeepalivedProcess> pair = pair(lab, ROUTER);
            Prober asker = Prober.start(lab.host("client"), Probing.askingAnew(ADDRESS));
            Pause.millis(1000);
            pair.getFirst().stop();
            pair.getLast().awaitHolding(ADDRESS, PATIENCE);
            Pause.millis(1000);
            ProbeLog log = asker.stop();

            assertThat(log.sent()).isGreaterThan(15);
            assertThat(log.longestMillis()).as("%s", log).isLessThan(500);
        }
    }

    @Test
    void anInterfaceMadeAgainHasTheHostsAddressesAndACable() {
        try (Lab lab = lab("interface")) {
            Host a = lab.host("a");
            a.deleteInterface();
            assertThat(a.addresses()).isEmpty();
            a.createInterface();
            assertThat(lab.host("client").exec("ping", "-c1", "-W1", a.inet().getHostAddress()))
                    .contains("1 received");
            assertThat(a.addresses()).hasSize(3).noneMatch(address -> address.tentative());
        }
    }

    private static void isOurAdvert(Seen.Advert advert) {
        assertThat(advert.virtualRouterId()).isEqualTo(55);
        assertThat(advert.intervalMillis()).isEqualTo(100);
        assertThat(advert.timeToLive()).isEqualTo(255);
        assertThat(advert.addresses()).containsExactly(ADDRESS);
        assertThat(advert.checksum()).isEqualTo(Seen.ChecksumForm.WITH_PSEUDO_HEADER);
    }

    private static Lab lab(String title) {
        return Lab.start("LabE2E-" + title, Network.DOCUMENTATION, "a", "b", "client");
    }

    /** Host a with priority 150 and host b with 100; returns when a holds the router's last address. */
    private static List<KeepalivedProcess> pair(Lab lab, RouterSetup router) {
        InetAddress address = InetAddress.ofLiteral(router.addresses().getLast().replaceFirst("/.*", ""));
        KeepalivedProcess a = KeepalivedProcess.start(lab.host("a"), router.priority(150));
        KeepalivedProcess b = KeepalivedProcess.start(lab.host("b"), router.priority(100));
        a.awaitHolding(address, PATIENCE);
        Pause.millis(200);
        return List.of(a, b);
    }
}
