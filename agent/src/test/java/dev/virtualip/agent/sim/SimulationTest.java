package dev.virtualip.agent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many stories with shipped event loops. {@code -Dsim.seeds=N} runs more of them, {@code -Dsim.seed=S} repeats one: the
 * message of a failure names it.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("sim.seeds", 250);
    private static final int FRESH_SEEDS = 10;
    private static final EventCounts ALL = new EventCounts();
    private static long longestApartNanos;

    @ParameterizedTest(name = "{0} hosts")
    @ValueSource(ints = {3, 5})
    void everyEventKeepsTheInvariants(int hosts) {
        Long wanted = Long.getLong("sim.seed");
        LongStream seeds = wanted != null ? LongStream.of(wanted) : LongStream.range(0, SEEDS);
        seeds.forEach(seed -> run(seed, hosts));
    }

    @ParameterizedTest(name = "{0} hosts")
    @ValueSource(ints = {3, 5})
    void newSeedsKeepTheInvariants(int hosts) {
        ThreadLocalRandom.current().longs(FRESH_SEEDS).forEach(seed -> run(seed, hosts));
    }

    @Test
    void sameSeedRepeatsTheSameStory() {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(Fingerprints.of(seed, 3))
                    .isEqualTo(Fingerprints.of(seed, 3))
                    .isNotEqualTo(Fingerprints.of(seed + 1, 3));
        }
    }

    /** Each process has its own order of {@code Set.of} and {@code Map.of}, and this one other identity hash codes. */
    @Test
    void otherProcessTellsTheSameStories() throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:hashCode=0",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fingerprints.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().toList()).isEqualTo(Fingerprints.all());
        } finally {
            other.destroyForcibly();
        }
    }

    /** Stories in which something was once wrong. */
    @ParameterizedTest(name = "seed {0}, {1} hosts")
    @CsvSource({"1030, 3", "1102, 3", "3393, 3", "3639, 3", "-857457207578241432, 5"})
    void formerFailureKeepsTheInvariants(long seed, int hosts) {
        run(seed, hosts);
    }

    private static void run(long seed, int hosts) {
        Simulation simulation = new Simulation(seed, hosts);
        try {
            simulation.run();
        } catch (AssertionError violated) {
            throw new AssertionError(
                    "%d hosts: repeat with -Dsim.seed=%d%n%s".formatted(hosts, seed, violated.getMessage()), violated);
        }
        ALL.add(simulation.counts());
        longestApartNanos = Math.max(longestApartNanos, simulation.longestApartNanos());
    }

    @AfterAll
    static void printCounts() {
        System.out.println(ALL.text());
        System.out.println("members of a move group apart for at most %.3f s".formatted(longestApartNanos / 1e9));
    }
}
