package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Candidate;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A thousand addresses on fifty nodes: evenly spread, and a node that comes or goes moves what it must. */
class BalanceTest {
    private static final int NODES = 50;
    private static final int ADDRESSES = 1000;

    @Test
    void addressesThatShareTheIDsOfOneNetworkAreSpreadEvenly() {
        BenchCluster cluster = cluster(1);
        Plan plan = cluster.plan();

        Set<Integer> ids = new HashSet<>();
        plan.verdicts()
                .keySet()
                .forEach(name -> ids.add(new Planned(plan).router(name).virtualRouterID()));
        assertThat(ids).hasSizeBetween(150, 255);
        assertThat(unevenness(plan, NODES)).isLessThanOrEqualTo(1.3);
        Safety.check(plan);
    }

    @Test
    void addressesWithIDsOfTheirOwnOnSeveralNetworksAreSpreadEvenly() {
        BenchCluster cluster = cluster(10);
        Plan plan = cluster.plan();

        assertThat(plan.verdicts().values())
                .allMatch(verdict -> verdict.routers().getFirst().sharedWith().isEmpty());
        assertThat(unevenness(plan, NODES)).isLessThanOrEqualTo(1.15);
        Safety.check(plan);
    }

    @Test
    void addressesWithGivenIDsAreSpreadEvenly() {
        BenchCluster cluster = new BenchCluster(NODES, 5);
        for (int i = 0; i < ADDRESSES; i++) {
            int id = 1 + i / 5;
            cluster.want(i, specs -> specs.id(id));
        }

        assertThat(unevenness(cluster.plan(), NODES)).isLessThanOrEqualTo(1.15);
    }

    @Test
    void nodeThatGoesMovesWhatItHeldAndNothingElse() {
        for (int racks : new int[] {1, 10}) {
            BenchCluster cluster = cluster(racks);
            cluster.settle();
            Map<String, String> before = actives(cluster.plan());
            String gone = "node-0017";
            long held = before.values().stream().filter(gone::equals).count();

            cluster.leave(gone);
            cluster.settle();
            Map<String, String> after = actives(cluster.plan());

            long moved = moved(before, after);
            assertThat(held).isPositive();
            assertThat(moved).isBetween(held, held * 12 / 10);
            assertThat(after).doesNotContainValue(gone);
        }
    }

    @Test
    void nodeThatIsReplacedByAnotherOneMovesWhatItHeldAndAtMostAFairShareMore() {
        BenchCluster cluster = cluster(10);
        cluster.settle();
        Map<String, String> before = actives(cluster.plan());

        cluster.leave("node-0017");
        cluster.join(NODES + 17);
        cluster.settle();
        cluster.now = cluster.now.plus(Duration.ofHours(1));
        cluster.settle();

        assertThat(moved(before, actives(cluster.plan()))).isLessThanOrEqualTo(2L * 12 / 10 * ADDRESSES / NODES);
    }

    @Test
    void nodeThatComesGetsItsShareAndNoMoreMovesThanThat() {
        for (int racks : new int[] {1, 10}) {
            BenchCluster cluster = cluster(racks);
            cluster.settle();
            Map<String, String> before = actives(cluster.plan());

            cluster.join(NODES);
            cluster.settle();
            Map<String, String> after = actives(cluster.plan());

            double share = (double) ADDRESSES / racks / (NODES / racks + 1);
            long gained = after.values().stream().filter("node-0050"::equals).count();
            assertThat(moved(before, after)).as("moved").isEqualTo(gained);
            assertThat((double) gained).isBetween(0.5 * share, 1.2 * share);
            assertThat(unevenness(cluster.plan(), NODES)).isLessThanOrEqualTo(1.3);
        }
    }

    @Test
    void addressesThatMayNotPreemptStayWhereTheyAre() {
        BenchCluster cluster = new BenchCluster(NODES, 10);
        for (int i = 0; i < ADDRESSES; i++) {
            cluster.want(i, Specs::never);
        }
        cluster.settle();
        Map<String, String> before = actives(cluster.plan());

        cluster.join(NODES);
        cluster.settle();

        assertThat(actives(cluster.plan())).isEqualTo(before);
    }

    @Test
    void newAddressGoesToTheNodeWithTheFewest() {
        BenchCluster cluster = new BenchCluster(5, 1);
        for (int i = 0; i < 50; i++) {
            cluster.want(i, Specs::never);
        }
        cluster.settle();
        cluster.join(5);
        cluster.settle();
        for (int i = 50; i < 100; i++) {
            cluster.want(i, Specs::never);
        }

        long gained = actives(cluster.plan()).values().stream()
                .filter("node-0005"::equals)
                .count();

        assertThat(gained).isBetween(8L, 18L);
    }

    @Test
    void prioritiesAreDistinctAndLeaveRoomBetweenThem() {
        for (Verdict verdict : cluster(10).plan().verdicts().values()) {
            ServingRouter router = verdict.routers().getFirst();
            List<Integer> priorities =
                    router.candidates().stream().map(Candidate::priority).toList();
            assertThat(priorities).hasSize(3).allMatch(priority -> priority >= 2 && priority < 250);
            for (int i = 1; i < priorities.size(); i++) {
                assertThat(priorities.get(i - 1) - priorities.get(i)).isGreaterThanOrEqualTo(10);
            }
        }
    }

    private static BenchCluster cluster(int racks) {
        BenchCluster cluster = new BenchCluster(NODES, racks);
        for (int i = 0; i < ADDRESSES; i++) {
            cluster.want(i);
        }
        return cluster;
    }

    private static Map<String, String> actives(Plan plan) {
        Map<String, String> actives = new TreeMap<>();
        plan.verdicts()
                .keySet()
                .forEach(name -> actives.put(name, new Planned(plan).nodes(name).getFirst()));
        return actives;
    }

    private static long moved(Map<String, String> before, Map<String, String> after) {
        return before.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
                .count();
    }

    /** How much the most loaded node has, compared to the mean. */
    private static double unevenness(Plan plan, int nodes) {
        Map<String, Integer> loads = new TreeMap<>();
        actives(plan).values().forEach(node -> loads.merge(node, 1, Integer::sum));
        int most = loads.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return most * (double) nodes / plan.verdicts().size();
    }
}
