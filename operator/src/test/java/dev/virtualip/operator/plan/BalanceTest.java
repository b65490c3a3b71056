package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.Verdict.PlannedRouter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** 1,000 addresses with automatic IDs on 50 nodes of one network: IDs are shared, and the load is even. */
class BalanceTest {

    @Test
    void aThousandAddressesShareTheIDsOfOneNetworkAndAreSpreadEvenly() {
        MiniCluster cluster = MiniCluster.of(50);
        cluster.agents();
        cluster.write(cluster.plan(), cluster.hosts.keySet());
        cluster.agents();
        for (int i = 0; i < 1000; i++) {
            cluster.put("vip-" + i, "10.0.%d.%d/16".formatted(100 + i / 250, 1 + i % 250));
        }

        Plan plan = cluster.plan();

        Map<String, Integer> actives = new HashMap<>();
        Set<Integer> ids = new HashSet<>();
        plan.verdicts().forEach((name, verdict) -> {
            assertThat(verdict.refusal()).as(name).isNull();
            PlannedRouter router = verdict.routers().getFirst();
            ids.add(router.virtualRouterID());
            actives.merge(router.candidates().getFirst().node(), 1, Integer::sum);
        });
        assertThat(ids).hasSizeBetween(150, 255);
        assertThat(actives).hasSize(50);
        assertThat(actives.values()).allMatch(count -> count <= 1.3 * 1000 / 50);
        Safety.check(plan);
    }
}
