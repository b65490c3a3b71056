package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Same input, same plan, byte for byte: in whatever order the API server lists what there is. */
class PermutationTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .findAndRegisterModules()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY);

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void orderOfWhatIsListedDoesNotMatter(int seed) {
        Random random = new Random(seed);
        MiniCluster cluster = MiniCluster.of(6);
        RandomHistoryTest.Changes changes = new RandomHistoryTest.Changes(cluster, random);
        for (int step = 0; step < 60; step++) {
            if (random.nextInt(3) > 0) {
                changes.change();
            } else {
                Disturbances.disturb(cluster, random);
            }
            Plan plan = cluster.plan();
            assertThat(text(shuffled(cluster, random)))
                    .as("after %d changes", step)
                    .isEqualTo(text(plan));
            cluster.write(plan, RandomHistoryTest.some(cluster.hosts.keySet(), random));
            cluster.agents();
        }
    }

    private static Plan shuffled(MiniCluster cluster, Random random) {
        Desired desired = cluster.desired();
        Observed observed = cluster.observed();
        return Planner.plan(
                new Desired(shuffled(desired.virtualIPs(), random), desired.pools()),
                new Observed(
                        shuffled(observed.nodes(), random),
                        shuffled(observed.routers(), random),
                        observed.secretKeys(),
                        observed.moveOnCordon(),
                        observed.definition()),
                cluster.now);
    }

    private static <T> List<T> shuffled(Collection<T> all, Random random) {
        List<T> list = new ArrayList<>(all);
        Collections.shuffle(list, random);
        return list;
    }

    private static <T> Map<String, T> shuffled(Map<String, T> map, Random random) {
        Map<String, T> another = new LinkedHashMap<>();
        shuffled(map.keySet(), random).forEach(key -> another.put(key, map.get(key)));
        return another;
    }

    /** The verdicts' lists count too; what is a set is written in order. */
    private static String text(Plan plan) {
        return JSON.valueToTree(new TreeMap<>(Map.of(
                        "routers", plan.routers(),
                        "unconfirmed", plan.unconfirmed(),
                        "removable", plan.removable().stream().sorted().toList(),
                        "verdicts", plan.verdicts(),
                        "nextLookAt", String.valueOf(plan.nextLookAt()))))
                .toString();
    }
}
