package dev.virtualip.operator.planloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.BenchCluster;
import dev.virtualip.operator.plan.Planner;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import dev.virtualip.operator.status.VirtualIPStatuses;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The statuses of a plan are the same with the statuses of earlier plans as without, whatever happens in between. */
class StatusHistoryTest {
    private static final int NODES = 6;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void statusesAfterAnyHistoryEqualThoseWithoutHistory(int seed) {
        Random random = new Random(seed);
        BenchCluster cluster = new BenchCluster(NODES, 2);
        PlanLoop loop = new PlanLoop(new PlanSteps(
                () -> new ClusterSnapshot(cluster.desired(), cluster.observed()),
                Planner::plan,
                planned -> {},
                nanos -> {},
                System::nanoTime,
                () -> cluster.now));
        for (int step = 0; step < 80; step++) {
            change(cluster, random);
            ClusterSnapshot picture = new ClusterSnapshot(cluster.desired(), cluster.observed());

            PlanResult result = loop.evaluate(step, picture, cluster.now);

            Plan plan = result.plan();
            StatusUpdates said = result.statusUpdates();
            VirtualIPStatuses statuses = VirtualIPStatuses.of(plan, picture.observed());
            assertThat(said.changes()).hasSameSizeAs(cluster.virtualIPs);
            cluster.virtualIPs.forEach((name, wanted) -> assertThat(said.changes())
                    .as("seed %d", seed)
                    .containsEntry(name, statuses.next(name, wanted.status(), cluster.now)));
            follow(cluster, plan, said, random);
        }
    }

    private static void change(BenchCluster cluster, Random random) {
        String node = "node-%04d".formatted(random.nextInt(NODES));
        switch (random.nextInt(6)) {
            case 0 -> cluster.want(random.nextInt(12));
            case 1 -> cluster.routers.put(node, BenchCluster.turned(Objects.requireNonNull(cluster.routers.get(node))));
            case 2 ->
                cluster.nodes.put(
                        node, BenchCluster.flapped(Objects.requireNonNull(cluster.nodes.get(node)), cluster.now));
            case 3 -> cluster.virtualIPs.remove("vip-%05d".formatted(random.nextInt(12)));
            default -> cluster.now = cluster.now.plus(Duration.ofMillis(random.nextInt(4000)));
        }
    }

    private static void follow(BenchCluster cluster, Plan plan, StatusUpdates said, Random random) {
        if (random.nextBoolean()) {
            cluster.carryOut(plan, Set.copyOf(plan.routers().keySet()));
        }
        Map.copyOf(said.changes()).forEach((name, change) -> {
            if (random.nextInt(4) > 0) {
                cluster.say(name, change.status());
            }
        });
    }
}
