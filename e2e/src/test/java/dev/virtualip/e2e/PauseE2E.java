package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.wire.CapturedPacket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that stands still for 10 s (SIGSTOP, SIGCONT) and does not know it. */
@RequiresLab
class PauseE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");
    private static final int STILL_MILLIS = 10_000;
    private static final int AFTERWARDS_MILLIS = 2000;
    private static final long MILLI = 1_000_000L;

    @Test
    void resumedActiveClaimsNothing() {
        try (RouterPair pair = RouterPair.ours("PauseE2E-never", ROUTER.noPreempt())) {
            long woken = standStill(pair);
            pair.awaitState(pair.agentA(), "Backup");
            Wait.millis(AFTERWARDS_MILLIS);

            assertThat(advertsOfASince(pair, woken))
                    .as("adverts of a after its wake")
                    .isEmpty();
            assertThat(pair.capture().claims())
                    .filteredOn(claim -> claim.atNanos() - woken > 0)
                    .extracting(CapturedPacket.Claim::host)
                    .doesNotContain("a");
            assertThat(pair.hostB().holds(pair.address())).isTrue();
            assertThat(pair.hostA().holds(pair.address())).isFalse();
        }
    }

    @Test
    void resumedPreemptorListensBeforeItTakesOver() {
        // An advertisement may be under way when the better one advertises: one interval, one skew, and a busy machine.
        final long bothAtMostNanos = 500 * MILLI;
        final long listenAtLeastNanos = 100 * MILLI;
        try (RouterPair pair = RouterPair.ours("PauseE2E-always", ROUTER)) {
            long woken = standStill(pair);
            pair.awaitOnly(pair.a());
            Wait.millis(AFTERWARDS_MILLIS);

            CapturedPacket.Advert first = advertsOfASince(pair, woken).getFirst();
            assertThat(first.atNanos() - woken).isGreaterThan(listenAtLeastNanos);
            assertThat(pair.capture().advertsOf("b").getLast().atNanos() - first.atNanos())
                    .as("how long both spoke")
                    .isLessThan(bothAtMostNanos);
        }
    }

    /** Lets a stand still until the kernel took the address from it; returns when it was woken. */
    private static long standStill(RouterPair pair) {
        pair.a().pause();
        pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
        Wait.millis(STILL_MILLIS);
        assertThat(pair.hostA().holds(pair.address()))
                .as("the kernel took it away")
                .isFalse();
        long woken = System.nanoTime();
        pair.a().resume();
        return woken;
    }

    private static List<CapturedPacket.Advert> advertsOfASince(RouterPair pair, long nanos) {
        return pair.capture().advertsOf("a").stream()
                .filter(advert -> advert.atNanos() - nanos > 0)
                .toList();
    }
}
