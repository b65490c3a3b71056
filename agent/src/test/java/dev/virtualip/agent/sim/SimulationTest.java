package dev.virtualip.agent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many stories. {@code -Dsim.seeds=N} tells more of them, {@code -Dsim.seed=S} tells one again: the message of a
 * failure names it.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("sim.seeds", 250);
    private static final int FRESH_SEEDS = 10;

    @ParameterizedTest(name = "{0} hosts")
    @ValueSource(ints = {3, 5})
    void afterEveryEventTheInvariantsHold(int hosts) {
        Long wanted = Long.getLong("sim.seed");
        LongStream seeds = wanted != null ? LongStream.of(wanted) : LongStream.range(0, SEEDS);
        seeds.forEach(seed -> tell(seed, hosts));
    }

    @ParameterizedTest(name = "{0} hosts")
    @ValueSource(ints = {3, 5})
    void alsoForSeedsThatNobodyHasTriedYet(int hosts) {
        ThreadLocalRandom.current().longs(FRESH_SEEDS).forEach(seed -> tell(seed, hosts));
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(fingerprint(seed)).isEqualTo(fingerprint(seed)).isNotEqualTo(fingerprint(seed + 1));
        }
    }

    private static long fingerprint(long seed) {
        Simulation simulation = new Simulation(seed, 3);
        simulation.run();
        return simulation.fingerprint();
    }

    private static void tell(long seed, int hosts) {
        try {
            new Simulation(seed, hosts).run();
        } catch (AssertionError violated) {
            throw new AssertionError(
                    "%d hosts: repeat with -Dsim.seed=%d%n%s".formatted(hosts, seed, violated.getMessage()), violated);
        }
    }
}
