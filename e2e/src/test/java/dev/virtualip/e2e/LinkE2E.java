package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.ProbeLog;
import dev.virtualip.e2e.probe.Prober;
import dev.virtualip.e2e.wire.Seen;
import org.junit.jupiter.api.Test;

/** What may happen to a cable, and what clients and the other host notice. */
@RequiresLab
class LinkE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");
    private static final int SEVERAL_INTERVALS_MILLIS = 600;

    @Test
    void aPulledCableTakesTheAddressFromItsHostAndBringsItBack() {
        try (Pair pair = Pair.ours("LinkE2E-cable", ROUTER)) {
            Prober prober = pair.probe();
            pair.hostA().pullCable();
            pair.awaitOnly(pair.b());
            assertThat(pair.field(pair.agentA(), "state").asText()).isEqualTo("Initialize");
            assertThat(pair.field(pair.agentA(), "reason").asText()).isEqualTo("LinkDown");
            assertThat(pair.field(pair.agentB(), "reason").asText()).isEqualTo("PeerTimeout");

            pair.hostA().plugCable();
            pair.awaitOnly(pair.a());
            Pause.millis(SEVERAL_INTERVALS_MILLIS);
            ProbeLog log = prober.stop();
            assertThat(log.longestMillis()).as("%s", log).isBetween(100.0, 3000.0);
            pair.stopBothAndLeaveNothing(pair.a());
        }
    }

    @Test
    void aSilentCutMakesTwoActivesAndOneWhenItHeals() {
        try (Pair pair = Pair.ours("LinkE2E-silent", ROUTER)) {
            pair.lab().silence("a");
            pair.b().awaitHolding(pair.address(), Pair.PATIENCE);
            // Its carrier is there, and nothing tells it: by the protocol it stays Active.
            assertThat(pair.field(pair.agentA(), "state").asText()).isEqualTo("Active");
            pair.lab().heal();
            pair.awaitOnly(pair.a());
            Prober prober = pair.probe();
            Pause.millis(SEVERAL_INTERVALS_MILLIS);
            assertThat(prober.stop().lost()).isZero();
            assertThat(pair.field(pair.agentB(), "reason").asText()).isEqualTo("SuperiorPeer");
        }
    }

    /**
     * When b does not hear a, both are Active: VRRP cannot know better. The better one goes on as if nothing were, for
     * it hears b and answers each of its advertisements; b lets go as soon as it hears again.
     */
    @Test
    void aOneWayLinkMakesTwoActivesOfWhichTheBetterOneGoesOn() {
        try (Pair pair = Pair.ours("LinkE2E-one-way", ROUTER)) {
            pair.lab().oneWay("a", "b");
            pair.b().awaitHolding(pair.address(), Pair.PATIENCE);
            long both = System.nanoTime();
            Pause.millis(SEVERAL_INTERVALS_MILLIS);
            assertThat(pair.hostA().holds(pair.address())).isTrue();
            assertThat(pair.field(pair.agentA(), "state").asText()).isEqualTo("Active");
            assertThat(pair.capture().advertsOf("a"))
                    .filteredOn(advert -> advert.atNanos() - both > 0)
                    .as("it goes on to advertise")
                    .isNotEmpty();
            assertThat(pair.capture().claims())
                    .filteredOn(claim -> claim.atNanos() - both > 0)
                    .extracting(Seen.Claim::host)
                    .as("it says whose the address is")
                    .contains("a");

            pair.lab().heal();
            pair.awaitOnly(pair.a());
            pair.awaitState(pair.agentB(), "Backup");
        }
    }

    @Test
    void aFlappingLinkEndsWithOneActive() {
        try (Pair pair = Pair.ours("LinkE2E-flap", ROUTER)) {
            pair.hostA().flap(5, 150);
            pair.awaitOnly(pair.a());
            Prober prober = pair.probe();
            Pause.millis(SEVERAL_INTERVALS_MILLIS);
            assertThat(prober.stop().lost()).isZero();
            assertThat(pair.hostB().holds(pair.address())).isFalse();
            pair.stopBothAndLeaveNothing(pair.a());
        }
    }
}
