package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.candidates.SilentAgents;
import dev.virtualip.operator.plan.model.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However addresses and nodes arrived, in the end no node is planned to hold more than 1.15 times the mean; it comes to
 * that a few addresses at a time, and then nothing changes any more.
 */
class RebalanceTest {
    private static final double BOUND = 1.15;
    private static final int ADDRESSES = 60;
    private static final int AT_A_TIME = 8;
    private static final int MANY_ROUNDS = 60;

    private final MiniCluster cluster = MiniCluster.of(3);

    RebalanceTest() {
        round();
        round();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyOrderOfArrivalEndsWithinTheBound(long seed) {
        Random random = new Random(seed);
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < ADDRESSES; number++) {
            numbers.add(number);
        }
        Collections.shuffle(numbers, random);
        for (int number : numbers) {
            apply(number);
            if (random.nextInt(10) == 0) {
                cluster.write(cluster.plan(), RandomHistoryTest.some(cluster.hosts.keySet(), random));
            }
            if (random.nextInt(10) == 0) {
                for (String name : RandomHistoryTest.some(cluster.hosts.keySet(), random)) {
                    cluster.host(name).carryOut();
                    cluster.host(name).report(cluster);
                }
            }
        }

        settleEvenly();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void addressesOnFewNodesAreSpreadWhenOthersReport(int reporting) {
        Set<String> late =
                new TreeSet<>(List.of("node-001", "node-002", "node-003").subList(reporting, 3));
        MiniCluster cluster = new MiniCluster();
        for (int number = 1; number <= 3; number++) {
            cluster.join("node-%03d".formatted(number), number).attentive = number <= reporting;
        }
        cluster.settle();
        cluster.sleep(SilentAgents.PATIENCE);
        for (int number = 0; number < ADDRESSES; number++) {
            apply(cluster, number);
        }
        cluster.settle();
        assertThat(loads(cluster.plan()).keySet()).doesNotContainAnyElementsOf(late);

        late.forEach(name -> cluster.host(name).attentive = true);
        settleEvenly(cluster);
    }

    @Test
    void eachStepMovesAFewOfThoseThatAreHandedOver() {
        gatherOn("node-001");
        Map<String, String> before = actives(cluster.plan());
        int steps = 0;
        while (unevenness(cluster.plan()) > BOUND) {
            steps++;
            assertThat(steps).as("steps").isLessThan(MANY_ROUNDS);
            Plan plan = cluster.plan();
            Map<String, String> after = actives(plan);
            long moved = moved(before, after);
            assertThat(moved).isLessThanOrEqualTo(AT_A_TIME);
            // Nothing more is begun while nodes have not carried out the last step.
            cluster.write(plan, cluster.hosts.keySet());
            assertThat(actives(cluster.plan())).isEqualTo(after);
            cluster.hosts.values().forEach(Host::carryOut);
            cluster.host("node-001").report(cluster);
            assertThat(actives(cluster.plan())).isEqualTo(after);
            cluster.agents();
            before = after;
        }
        assertThat(steps).isGreaterThan(3);
    }

    @Test
    void addressesOfMoveGroupsAndBothFamiliesMoveTogether() {
        for (int number = 0; number < 15; number++) {
            String group = "group-" + number % 5;
            cluster.put("vip-" + number, Specs.of(address(number)).with(group).spec());
            cluster.put("dual-" + number, address(30 + number), "2001:db8::1:%x/64".formatted(number));
        }
        gather("node-001");

        settle(cluster);
        Plan plan = cluster.settle();
        Map<String, Integer> addresses = new TreeMap<>();
        actives(plan).forEach((name, node) -> addresses.merge(node, name.startsWith("dual") ? 2 : 1, Integer::sum));
        assertThat(addresses.values()).allMatch(count -> count <= BOUND * 45 / 3);
        Map<String, Set<String>> nodesOf = new HashMap<>();
        plan.verdicts()
                .forEach((name, verdict) -> verdict.routers().forEach(router -> {
                    String key = name.startsWith("dual") ? name : "group-" + Integer.parseInt(name.substring(4)) % 5;
                    nodesOf.computeIfAbsent(key, ignored -> new TreeSet<>())
                            .add(router.candidates().getFirst().node());
                }));
        assertThat(nodesOf.values()).allMatch(nodes -> nodes.size() == 1);
    }

    @Test
    void addressesThatNeverPreemptOrPreferANodeStayAndTheOthersMakeUpForThem() {
        cluster.host("node-001").labels.put("rack", "a");
        for (int number = 0; number < 15; number++) {
            cluster.put("never-" + number, Specs.of(address(number)).never().spec());
            cluster.put(
                    "preferred-" + number,
                    Specs.of(address(15 + number)).preferring(10, "rack", "a").spec());
        }
        for (int number = 30; number < ADDRESSES; number++) {
            apply(number);
        }
        gather("node-001");
        Map<String, String> before = actives(cluster.plan());

        settle(cluster);
        Map<String, String> after = actives(cluster.plan());
        before.forEach((name, node) -> {
            if (!name.startsWith("vip-")) {
                assertThat(after.get(name)).as(name).isEqualTo(node);
            }
        });
        assertThat(loads(cluster.plan())).containsEntry("node-001", 30).containsEntry("node-002", 15);
    }

    @Test
    void nodesThatJoinEndWithinTheBoundAndNothingMovesTwice() {
        for (int number = 0; number < ADDRESSES; number++) {
            apply(number);
        }
        settleEvenly();
        for (int number = 4; number <= 6; number++) {
            cluster.join("node-%03d".formatted(number), number);
            Map<String, String> before = actives(cluster.plan());
            int moves = 0;
            Map<String, String> last = before;
            for (int round = 0; round < MANY_ROUNDS; round++) {
                round();
                Map<String, String> now = actives(cluster.plan());
                moves += (int) moved(last, now);
                last = now;
            }
            assertThat(moves).isEqualTo((int) moved(before, last));
            settleEvenly();
        }
    }

    private void apply(int number) {
        apply(cluster, number);
    }

    private static void apply(MiniCluster cluster, int number) {
        cluster.put("vip-" + number, address(number));
    }

    private static String address(int number) {
        return "10.0.100.%d/16".formatted(1 + number);
    }

    /** All addresses are on one node, and the others are their Backups. */
    private void gatherOn(String node) {
        for (int number = 0; number < ADDRESSES; number++) {
            apply(number);
        }
        gather(node);
    }

    private void gather(String node) {
        cluster.hosts.values().forEach(host -> host.cordoned = !host.name.equals(node));
        settle(cluster);
        assertThat(loads(cluster.plan())).containsOnlyKeys(node);
        cluster.hosts.values().forEach(host -> host.cordoned = false);
    }

    private void round() {
        cluster.write(cluster.plan(), cluster.hosts.keySet());
        cluster.agents();
    }

    private Plan settleEvenly() {
        return settleEvenly(cluster);
    }

    private static Plan settleEvenly(MiniCluster cluster) {
        settle(cluster);
        Plan plan = cluster.settle();
        assertThat(unevenness(plan)).as("%s", loads(plan)).isLessThanOrEqualTo(BOUND);
        assertThat(loads(plan)).hasSameSizeAs(cluster.hosts.keySet());
        Safety.check(plan);
        return plan;
    }

    /** Ends when nothing changes any more: the last call of {@link MiniCluster#settle} proves it. */
    private static void settle(MiniCluster cluster) {
        for (int round = 0; round < MANY_ROUNDS; round++) {
            Plan plan = cluster.plan();
            boolean changed = !cluster.write(plan, cluster.hosts.keySet()).isEmpty();
            cluster.agents();
            if (!changed && cluster.plan().equals(plan)) {
                return;
            }
        }
        throw new AssertionError("no end in " + MANY_ROUNDS + " rounds: " + loads(cluster.plan()));
    }

    private static Map<String, String> actives(Plan plan) {
        Map<String, String> actives = new TreeMap<>();
        plan.verdicts()
                .forEach((name, verdict) -> actives.put(
                        name,
                        verdict.routers().getFirst().candidates().getFirst().node()));
        return actives;
    }

    private static long moved(Map<String, String> before, Map<String, String> after) {
        return before.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
                .count();
    }

    private static Map<String, Integer> loads(Plan plan) {
        Map<String, Integer> loads = new TreeMap<>();
        actives(plan).values().forEach(node -> loads.merge(node, 1, Integer::sum));
        return loads;
    }

    private static double unevenness(Plan plan) {
        Map<String, Integer> loads = loads(plan);
        int most = loads.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return most * (double) plan.routers().size() / plan.verdicts().size();
    }
}
