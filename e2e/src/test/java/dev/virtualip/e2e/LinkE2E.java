package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import org.junit.jupiter.api.Test;

/** Failures of a cable, and their effect on clients and on the other host. */
@RequiresLab
@SideBySide
class LinkE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");
    private static final int SEVERAL_INTERVALS_MILLIS = 600;

    @Test
    void pulledCableMovesTheAddressAndPluggedCableReturnsIt() {
        try (RouterPair pair = RouterPair.ours("LinkE2E-cable", ROUTER)) {
            Prober prober = pair.probe();
            pair.hostA().pullCable();
            pair.awaitOnly(pair.b());
            assertThat(pair.field(pair.agentA(), "state").asText()).isEqualTo("Initialize");
            assertThat(pair.field(pair.agentA(), "reason").asText()).isEqualTo("LinkDown");
            assertThat(pair.field(pair.agentB(), "reason").asText()).isEqualTo("PeerTimeout");

            pair.hostA().plugCable();
            pair.awaitOnly(pair.a());
            Wait.millis(SEVERAL_INTERVALS_MILLIS);
            ProbeLog log = prober.stop();
            assertThat(log.longestMillis()).as("%s", log).isBetween(100.0, 3000.0);
            pair.stopBothAndLeaveNothing(pair.a());
        }
    }

    @Test
    void silentPartitionMakesTwoActivesAndHealingLeavesOne() {
        try (RouterPair pair = RouterPair.ours("LinkE2E-silent", ROUTER)) {
            pair.lab().silence("a");
            pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
            // Its carrier is up, so by the protocol it stays Active.
            assertThat(pair.field(pair.agentA(), "state").asText()).isEqualTo("Active");
            pair.lab().heal();
            pair.awaitOnly(pair.a());
            Prober prober = pair.probe();
            Wait.millis(SEVERAL_INTERVALS_MILLIS);
            assertThat(prober.stop().lost()).isZero();
            assertThat(pair.field(pair.agentB(), "reason").asText()).isEqualTo("SuperiorPeer");
        }
    }

    /**
     * When b does not hear a, both are Active: VRRP cannot know better. The better one stays Active unchanged, for
     * it receives b's advertisements and answers each; b becomes Backup as soon as it receives again.
     */
    @Test
    void oneWayLinkMakesTwoActivesAndHealedLinkKeepsTheBetter() {
        try (RouterPair pair = RouterPair.ours("LinkE2E-one-way", ROUTER)) {
            pair.lab().oneWay("a", "b");
            pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
            long both = System.nanoTime();
            Wait.millis(SEVERAL_INTERVALS_MILLIS);
            assertThat(pair.hostA().holds(pair.address())).isTrue();
            assertThat(pair.field(pair.agentA(), "state").asText()).isEqualTo("Active");
            assertThat(pair.capture().advertsOf("a"))
                    .filteredOn(advert -> advert.atNanos() - both > 0)
                    .as("it keeps advertising")
                    .isNotEmpty();
            assertThat(pair.capture().claims())
                    .filteredOn(claim -> claim.atNanos() - both > 0)
                    .extracting(CapturedPacket.Claim::host)
                    .as("it says whose the address is")
                    .contains("a");

            pair.lab().heal();
            pair.awaitOnly(pair.a());
            pair.awaitState(pair.agentB(), "Backup");
        }
    }

    @Test
    void flappingLinkEndsWithOneActive() {
        try (RouterPair pair = RouterPair.ours("LinkE2E-flap", ROUTER)) {
            pair.hostA().flap(5, 150);
            pair.awaitOnly(pair.a());
            Prober prober = pair.probe();
            Wait.millis(SEVERAL_INTERVALS_MILLIS);
            assertThat(prober.stop().lost()).isZero();
            assertThat(pair.hostB().holds(pair.address())).isFalse();
            pair.stopBothAndLeaveNothing(pair.a());
        }
    }
}
