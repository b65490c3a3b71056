package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that come one after the other are spread over three nodes as evenly as addresses that come at once. */
class GrowthTest {
    private static final int ADDRESSES = 30;
    private static final int AT_MOST = 12;

    private final MiniCluster cluster = MiniCluster.of(3);

    GrowthTest() {
        cluster.agents();
        cluster.write(cluster.plan(), cluster.hosts.keySet());
        cluster.agents();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, ADDRESSES})
    void groupsOfThemAreSpreadEvenly(int atOnce) {
        for (int number = 1; number <= ADDRESSES; number++) {
            apply(number);
            if (number % atOnce == 0) {
                cluster.write(cluster.plan(), cluster.hosts.keySet());
                cluster.agents();
            }
        }

        assertThat(actives().values()).allMatch(count -> count <= AT_MOST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void plansThatCameToSomeNodesOnlyDoNotGatherThemThere(long seed) {
        Random random = new Random(seed);
        for (int number = 1; number <= ADDRESSES; number++) {
            apply(number);
            if (random.nextInt(3) == 0) {
                Set<String> some = new TreeSet<>(cluster.hosts.keySet());
                some.removeIf(name -> random.nextBoolean());
                cluster.write(cluster.plan(), some);
            }
            if (random.nextInt(3) == 0) {
                cluster.agents();
            }
        }
        Safety.check(cluster.settle());

        assertThat(actives().values()).allMatch(count -> count <= AT_MOST);
    }

    private void apply(int number) {
        cluster.put("many-" + number, "10.0.100.%d/16".formatted(number));
    }

    private Map<String, Integer> actives() {
        Map<String, Integer> actives = new HashMap<>();
        cluster.plan()
                .verdicts()
                .values()
                .forEach(verdict -> actives.merge(
                        verdict.routers().getFirst().candidates().getFirst().node(), 1, Integer::sum));
        return actives;
    }
}
