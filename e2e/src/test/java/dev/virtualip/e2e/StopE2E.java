package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM where a Backup is there: clients notice nothing. */
@RequiresLab
class StopE2E {
    private static final int SETTLE_MILLIS = 700;

    /** The skew time of a Backup with priority 100 and an interval of 100 ms is 61 ms. */
    private static final int MANY_SKEW_TIMES_MILLIS = 500;

    @ParameterizedTest
    @CsvSource({"OURS, 1", "KEEPALIVED, 1", "OURS, 250", "KEEPALIVED, 250"})
    void orderlyStopLosesNoProbe(VrrpProgram successor, int count) {
        String title = "StopE2E-" + successor + "-" + count;
        try (RouterPair pair = RouterPair.start(title, withAddresses(count), VrrpProgram.OURS, successor)) {
            Prober prober = pair.probe();
            Wait.millis(SETTLE_MILLIS);
            assertThat(pair.a().stop()).as("%s", pair.a().log()).isZero();
            assertThat(pair.hostA().addresses())
                    .as("the host's own addresses are what is left")
                    .hasSize(3);
            pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
            Wait.millis(SETTLE_MILLIS);

            ProbeLog log = prober.stop();
            assertThat(log.lost()).as("%s", log).isZero();
            assertThat(log.sent()).isGreaterThan(SETTLE_MILLIS);
            assertThat(pair.capture().advertsOf("a").getLast().priority())
                    .as("its last word")
                    .isZero();
            assertThat(pair.capture().claims())
                    .extracting(CapturedPacket.Claim::host)
                    .contains("b");
        }
    }

    /** What systemd does at a shutdown. Figures: {@code bench --only shutdown}. */
    @ParameterizedTest
    @ValueSource(ints = {0, 50, 500})
    void hostShutdownHandsOverBeforeTheNetworkGoes(int networkGoesAfterMillis) {
        String title = "StopE2E-shutdown-" + networkGoesAfterMillis;
        try (RouterPair pair = RouterPair.ours(title, withAddresses(1))) {
            Prober prober = pair.probe();
            Wait.millis(SETTLE_MILLIS);
            pair.a().terminate();
            Wait.millis(networkGoesAfterMillis);
            pair.hostA().ip("link set " + LabHost.INTERFACE + " down");
            pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
            Wait.millis(SETTLE_MILLIS);

            ProbeLog log = prober.stop();
            assertThat(pair.a().stop()).as("%s", pair.a().log()).isZero();
            assertThat(pair.hostA().holds(pair.address())).isFalse();
            assertThat(pair.field(pair.agentB(), "reason").asText()).isIn("PeerStopped", "PeerTimeout");
            if (networkGoesAfterMillis >= MANY_SKEW_TIMES_MILLIS) {
                assertThat(log.lost()).as("%s", log).isZero();
            } else {
                assertThat(log.longestMillis()).as("%s", log).isLessThan(1500);
            }
        }
    }

    /** keepalived takes its addresses away before anybody else has them: how long that hurts is for the benchmark. */
    @Test
    void agentTakesOverFromStoppingKeepalived() {
        RouterSetup router = withAddresses(1);
        try (RouterPair pair =
                RouterPair.start("StopE2E-from-keepalived", router, VrrpProgram.KEEPALIVED, VrrpProgram.OURS)) {
            Prober prober = pair.probe();
            Wait.millis(SETTLE_MILLIS);
            pair.a().stop();
            pair.awaitOnly(pair.b());
            Wait.millis(SETTLE_MILLIS);
            ProbeLog log = prober.stop();
            assertThat(log.longestMillis()).as("%s", log).isLessThan(1000);
            assertThat(pair.field(pair.agentB(), "reason").asText()).isEqualTo("PeerStopped");
        }
    }

    /** Without a successor the last router still stops when the grace period ends. */
    @Test
    void lastRouterStopsAndLeavesNothing() {
        try (RouterPair pair = RouterPair.ours("StopE2E-last", withAddresses(2))) {
            pair.stopBothAndLeaveNothing(pair.a());
            assertThat(pair.a().isAlive()).isFalse();
            assertThat(pair.b().isAlive()).isFalse();
        }
    }

    /** The first of them in clients' subnet, so that the client knows the way; the last one is what is probed. */
    private static RouterSetup withAddresses(int count) {
        List<String> others = IntStream.range(1, count)
                .mapToObj(number -> "198.51.100." + number + "/32")
                .toList();
        return RouterSetup.of(
                Stream.concat(others.stream(), Stream.of("192.0.2.100/24")).toArray(String[]::new));
    }
}
