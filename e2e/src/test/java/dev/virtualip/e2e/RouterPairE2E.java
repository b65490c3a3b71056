package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import java.net.Inet4Address;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pair in version 3, over IPv4 and IPv6, with our agent on both hosts or beside a keepalived. */
@RequiresLab
@SideBySide
class RouterPairE2E {
    private static final RouterSetup INET = RouterSetup.of("192.0.2.100/24");
    private static final RouterSetup INET6 = RouterSetup.of("fe80::100/64", "2001:db8::100/64");

    @ParameterizedTest
    @CsvSource({"OURS, OURS", "OURS, KEEPALIVED", "KEEPALIVED, OURS"})
    void ipv4PairHandsOverAndFailsOver(VrrpProgram a, VrrpProgram b) {
        try (RouterPair pair = RouterPair.start("PairE2E-inet-" + a + "-" + b, INET, a, b)) {
            theAddressFollowsTheBetterRouter(pair);
        }
    }

    @ParameterizedTest
    @CsvSource({"OURS, OURS", "OURS, KEEPALIVED", "KEEPALIVED, OURS"})
    void ipv6PairHandsOverAndFailsOver(VrrpProgram a, VrrpProgram b) {
        try (RouterPair pair = RouterPair.start("PairE2E-inet6-" + a + "-" + b, INET6, a, b)) {
            theAddressFollowsTheBetterRouter(pair);
        }
    }

    private static void theAddressFollowsTheBetterRouter(RouterPair pair) {
        Prober prober = pair.probe();
        Wait.millis(500);
        ProbeLog quiet = prober.log();
        assertThat(quiet.lost()).as("%s", quiet).isZero();
        assertThat(quiet.sent()).isPositive();
        assertThat(pair.capture().advertsOf("a")).isNotEmpty().allSatisfy(RouterPairE2E::isWellFormed);
        assertThat(pair.capture().advertsOf("b")).as("a Backup is silent").isEmpty();
        assertThat(pair.capture().claims())
                .extracting(CapturedPacket.Claim::host, CapturedPacket.Claim::address)
                .contains(tuple("a", pair.address()));

        pair.hostA().pullCable();
        pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
        Wait.millis(500);
        assertThat(prober.log().longestMillis()).as("%s", prober.log()).isBetween(100.0, 5000.0);

        pair.hostA().plugCable();
        pair.awaitOnly(pair.a());
        Wait.millis(500);
        long stopped = System.nanoTime();
        assertThat(pair.a().stop()).isZero();
        pair.awaitOnly(pair.b());
        Wait.millis(500);
        ProbeLog handover = prober.since(stopped);
        // A keepalived that stops removes the address before another host has it. One that takes over announces an IPv6
        // address some milliseconds before its kernel, which binds it in the background, answers.
        boolean announcesWhatAnswers = pair.address() instanceof Inet4Address || pair.b() instanceof AgentProcess;
        if (pair.a() instanceof AgentProcess && announcesWhatAnswers) {
            assertThat(handover.lost()).as("%s", handover).isZero();
        }
        assertThat(handover.longestMillis()).as("%s", handover).isLessThan(1000);
        Daemon again = pair.startAgainOnA();
        again.awaitHolding(pair.address(), RouterPair.PATIENCE);
        Wait.until("b gave it back", RouterPair.PATIENCE, () -> !pair.hostB().holds(pair.address()));
        Wait.millis(500);
        ProbeLog after = prober.since(System.nanoTime() - 400_000_000L);
        assertThat(after.lost()).as("%s", after).isZero();
        pair.stopBothAndLeaveNothing(again);
    }

    private static void isWellFormed(CapturedPacket.Advert advert) {
        assertThat(advert.version()).isEqualTo(3);
        assertThat(advert.virtualRouterId()).isEqualTo(55);
        assertThat(advert.priority()).isEqualTo(RouterPair.BETTER);
        assertThat(advert.intervalMillis()).isEqualTo(100);
        assertThat(advert.timeToLive()).isEqualTo(255);
        assertThat(advert.checksum()).isEqualTo(CapturedPacket.ChecksumForm.WITH_PSEUDO_HEADER);
    }
}
