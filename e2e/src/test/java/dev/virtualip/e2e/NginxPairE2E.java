package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.NginxPair;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.LabRequirements;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.HttpLoad;
import dev.virtualip.testkit.probe.HttpLoadLog;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two hosts with Nginx behind one address, and health checks. Figures: {@code bench --only nginx}. */
@SideBySide
@RequiresLab
class NginxPairE2E {
    private static final Duration PERIOD = Duration.ofMillis(300);
    private static final int SETTLE_MILLIS = 1000;

    /** Backup, Active, Releasing, Backup: the address comes and goes. */
    private static final int STEPS_PER_MOVE = 3;

    @BeforeAll
    static void requireNginx() {
        Prerequisite.require(LabRequirements.missing("nginx").isEmpty(), "needs nginx: apt-get install nginx");
    }

    @Test
    void addressFollowsTheHostWhoseNginxWorks() {
        try (NginxPair pair = start("moves")) {
            Prober prober = pair.probe();
            HttpLoad load = pair.load();
            Wait.millis(SETTLE_MILLIS);

            int before = transitions(pair, "lb02");
            long reloaded = System.nanoTime();
            pair.nginx("lb01").reload();
            Wait.millis(SETTLE_MILLIS);
            assertThat(pair.holders()).containsExactly("lb01");
            assertThat(load.newConnections(reloaded).failed()).isZero();
            assertThat(transitions(pair, "lb02"))
                    .as("an Nginx that reloads moves nothing")
                    .isEqualTo(before);

            long killed = System.nanoTime();
            pair.nginx("lb01").kill();
            pair.awaitHolder("lb02");
            Wait.millis(SETTLE_MILLIS);
            HttpLoadLog dark = load.newConnections(killed);
            assertThat(dark.pages()).as("%s", dark).containsKey("lb02");
            assertThat(dark.longestGapMillis()).isLessThan(5000);
            ProbeLog handOver = prober.since(killed);
            assertThat(handOver.lost()).as("make before break: %s", handOver).isZero();
            assertThat(reason(pair, "lb01")).isEqualTo("HealthCheckFailed");

            long restored = System.nanoTime();
            pair.startNginx("lb01");
            pair.awaitHolder("lb01");
            assertThat(System.nanoTime() - restored).isGreaterThan(NginxPair.PREEMPT_DELAY.toNanos());
            Wait.millis(SETTLE_MILLIS);
            ProbeLog back = prober.since(restored);
            assertThat(back.lost()).as("%s", back).isZero();
            HttpLoadLog fresh = load.newConnections(restored);
            assertThat(fresh.unconnected()).as("%s", fresh).isZero();
            // A connection in the middle of its request is cut, as every kept one: no VRRP carries it over.
            assertThat(fresh.cut()).as("%s", fresh).isLessThanOrEqualTo(3);
            assertThat(load.brokenConnections(restored)).isLessThanOrEqualTo(4);
            assertThat(load.keptConnections(restored).pages()).containsKeys("lb02", "lb01");
        }
    }

    @Test
    void someHostHoldsTheAddressWhenBothNginxAreDead() {
        try (NginxPair pair = start("both-dead")) {
            Prober prober = pair.probe();
            Wait.millis(SETTLE_MILLIS);
            long killed = System.nanoTime();
            pair.nginx("lb01").kill();
            pair.nginx("lb02").kill();
            Wait.until(
                    "both are unhealthy",
                    NginxPair.PATIENCE,
                    () -> isUnhealthy(pair, "lb01") && isUnhealthy(pair, "lb02"));
            Wait.millis(3 * SETTLE_MILLIS);

            assertThat(pair.holders()).hasSize(1);
            String holder = pair.holders().getFirst();
            int before = transitions(pair, "lb01") + transitions(pair, "lb02");
            Wait.millis(3 * SETTLE_MILLIS);
            assertThat(pair.holders()).containsExactly(holder);
            assertThat(transitions(pair, "lb01") + transitions(pair, "lb02")).isEqualTo(before);
            assertThat(prober.since(killed).longestMillis()).isLessThan(3000);

            String healthy = holder.equals("lb01") ? "lb02" : "lb01";
            pair.startNginx(healthy);
            pair.awaitHolder(healthy);
        }
    }

    @Test
    void flappingNginxMovesTheAddressABoundedNumberOfTimesWithoutPreemptDelay() {
        try (NginxPair pair = NginxPair.start("NginxPairE2E-flapping", VrrpProgram.OURS, PERIOD, Duration.ZERO)) {
            long began = System.nanoTime();
            int before = transitions(pair, "lb02");
            int rounds = 12;
            for (int round = 0; round < rounds; round++) {
                pair.nginx("lb01").kill();
                Wait.millis(3 * PERIOD.toMillis());
                pair.startNginx("lb01");
                Wait.millis(3 * PERIOD.toMillis());
            }
            assertThat(pair.holders()).isNotEmpty();
            int moves = (transitions(pair, "lb02") - before) / STEPS_PER_MOVE;
            long bound = mostFalls(Duration.ofNanos(System.nanoTime() - began));
            System.out.printf(
                    "flapping without preempt delay: %d moves of %d failures, bound %d%n", moves, rounds, bound);
            assertThat(moves).isLessThanOrEqualTo((int) bound);
            pair.awaitHolder("lb01");
        }
    }

    /** Falls that fit into a time: the hold-down before each is 0, 0, 1, 2, 4 … seconds. */
    private static long mostFalls(Duration time) {
        int falls = 2;
        for (long sum = 1; sum <= time.toSeconds(); sum = 2 * sum + 1) {
            falls++;
        }
        return falls;
    }

    private static NginxPair start(String title) {
        return NginxPair.start("NginxPairE2E-" + title, VrrpProgram.OURS, PERIOD);
    }

    private static int transitions(NginxPair pair, String host) {
        return field(pair, host, "transitions").map(Integer::parseInt).orElse(0);
    }

    private static boolean isUnhealthy(NginxPair pair, String host) {
        return ((AgentProcess) pair.daemon(host))
                .router("web")
                .map(router -> router.at("/healthChecks/0/healthy"))
                .filter(healthy -> healthy.isBoolean() && !healthy.asBoolean())
                .isPresent();
    }

    private static String reason(NginxPair pair, String host) {
        return field(pair, host, "reason").orElse("");
    }

    private static Optional<String> field(NginxPair pair, String host, String name) {
        return ((AgentProcess) pair.daemon(host))
                .router("web")
                .map(router -> router.path(name).asText());
    }
}
