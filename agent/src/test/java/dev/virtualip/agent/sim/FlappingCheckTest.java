package dev.virtualip.agent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.health.ResultSequence;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckSpec.Effect;
import dev.virtualip.agent.node.HealthCheckTarget;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Health checks that fail and pass without end, on shipped event loops that preempt without delay: the address moves a
 * bounded number of times, whatever the results are.
 */
class FlappingCheckTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int SECONDS = 1200;

    /** Falls within a time: 8 while the hold-down grows to 60 s, then one each 60 s. */
    private static final int MAX_FALLS = 8 + SECONDS / 60;

    private static final HealthCheckSpec SPEC = new HealthCheckSpec(
            "nginx",
            new HealthCheckTarget.Tcp("127.0.0.1", 80),
            SECOND_NANOS,
            SECOND_NANOS / 2,
            2,
            2,
            Effect.WITHDRAW,
            1);

    /** One host, its check, and how its results come. */
    private static final class CheckedHost {
        final String name;
        final BiPredicate<CheckedHost, Integer> results;
        final ResultSequence checks;
        int falls;

        CheckedHost(String name, BiPredicate<CheckedHost, Integer> results) {
            this.name = name;
            this.results = results;
            this.checks = new ResultSequence(name, SPEC, 0);
        }

        boolean isHealthy() {
            return Boolean.TRUE.equals(checks.state().healthy());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void randomResultsMoveTheAddressABoundedNumberOfTimes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        assertMovesAreBounded(new CheckedHost("a", drawn(random.split())), new CheckedHost("b", drawn(random.split())));
    }

    @Test
    void serviceThatFailsAsSoonAsItCountsAsHealthyMovesTheAddressABoundedNumberOfTimes() {
        CheckedHost worst = new CheckedHost("a", (host, second) -> !host.isHealthy());
        CheckedHost healthy = new CheckedHost("b", (host, second) -> true);
        assertMovesAreBounded(worst, healthy);
        assertThat(worst.falls).as("the hold-down grows to its limit").isBetween(15, MAX_FALLS);
    }

    @Test
    void bothServicesThatFailAsSoonAsTheyCountAsHealthyMoveTheAddressABoundedNumberOfTimes() {
        assertMovesAreBounded(
                new CheckedHost("a", (host, second) -> !host.isHealthy()),
                new CheckedHost("b", (host, second) -> !host.isHealthy()));
    }

    /** Results in runs of a random mean length, from one second to a minute. */
    private static BiPredicate<CheckedHost, Integer> drawn(SplittableRandom random) {
        int passing = 1 + random.nextInt(random.nextBoolean() ? 5 : 60);
        int failing = 1 + random.nextInt(random.nextBoolean() ? 5 : 60);
        boolean[] passes = {true};
        return (host, second) -> {
            if (random.nextInt(passes[0] ? passing : failing) == 0) {
                passes[0] = !passes[0];
            }
            return passes[0];
        };
    }

    private static void assertMovesAreBounded(CheckedHost first, CheckedHost second) {
        ScenarioPlayer player = new ScenarioPlayer();
        player.play(List.of(
                "router a priority=200 checks=nginx:withdraw",
                "router b priority=100 checks=nginx:withdraw",
                "start a b"));
        long moves = 0;
        for (int now = 1; now <= SECONDS; now++) {
            for (CheckedHost host : List.of(first, second)) {
                moves += takes(player, host, now);
            }
            moves += moves(player.play(List.of("run 1s")));
            List<String> holders = player.play(List.of("show"));
            assertThat(now < 15 || holders.stream().anyMatch(line -> line.contains("holds 192.0.2.1")))
                    .as("%d s: %s", now, holders)
                    .isTrue();
        }
        assertThat(first.falls).isLessThanOrEqualTo(MAX_FALLS);
        assertThat(second.falls).isLessThanOrEqualTo(MAX_FALLS);
        // Each fall and each return moves the address at most once, and the start does.
        assertThat(moves).isLessThanOrEqualTo(1 + 2L * (first.falls + second.falls));
    }

    private static long takes(ScenarioPlayer player, CheckedHost host, int second) {
        if (!host.checks.accept(host.results.test(host, second), second * SECOND_NANOS)) {
            return 0;
        }
        boolean healthy = host.isHealthy();
        host.falls += healthy ? 0 : 1;
        return moves(player.play(List.of("health %s nginx=%s".formatted(host.name, healthy ? "passes" : "fails"))));
    }

    private static long moves(List<String> seen) {
        return seen.stream().filter(line -> line.contains("-> Active")).count();
    }
}
