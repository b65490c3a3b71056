package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.pool.AddressRange;
import dev.virtualip.operator.plan.pool.PoolRanges;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Both: these addresses, out of that pool", of the contract. */
class PoolRangesTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/28, 192.0.2.15, true",
        "192.0.2.0/28, 192.0.2.16, false",
        "192.0.2.10-192.0.2.20, 192.0.2.10, true",
        "192.0.2.10-192.0.2.20, 192.0.2.20, true",
        "192.0.2.10-192.0.2.20, 192.0.2.21, false",
        "192.0.2.120-192.0.2.200, 192.0.2.130, true",
        "2001:db8::/64, 2001:db8::f:1, true",
        "2001:db8::1-2001:db8::ff, 2001:db8::100, false",
        "2001:db8::1-2001:db8::ff, 192.0.2.1, false",
        "192.0.2.1-2001:db8::ff, 192.0.2.1, false",
        "nonsense, 192.0.2.1, false",
    })
    void rangeHoldsWhatIsBetweenItsEnds(String range, String address, boolean holds) {
        assertThat(new PoolRanges(AddressRange.parse(range).stream().toList()).holds(AddressText.parse(address)))
                .isEqualTo(holds);
    }

    @Test
    void addressThatIsNotOutOfItsPoolIsRefusedWithTheRangesAndTheRemedy() {
        assertThat(refusal("192.0.2.210/24"))
                .startsWith("AddressNotInPool: 192.0.2.210: ")
                .contains("VirtualIPPool edge (192.0.2.0/28, 2001:db8::/112)", "spec.ranges");
        assertThat(refusal("192.0.2.3/24")).isEmpty();
    }

    @Test
    void addressLifetimeComesFromTheVirtualIPThenThePoolThenTheDefault() {
        assertThat(lifetime("10s", "30s")).isEqualTo("10s of 10s");
        assertThat(lifetime(null, "30s")).isEqualTo("30s of 30s");
        assertThat(lifetime("0s", null)).isEqualTo("0s of 0s");
        assertThat(lifetime("1m", null)).isEqualTo("60s of 60s");
        assertThat(lifetime(null, null)).isEqualTo("null of 3s");
    }

    /** What nodes run, and what the status shows. */
    private static String lifetime(@Nullable String own, @Nullable String ofPool) {
        MiniCluster cluster = MiniCluster.of(1);
        cluster.settle();
        cluster.put("web", Specs.of("192.0.2.3/24").from("edge").lasting(own).spec());
        VirtualIPPoolSpec.Template template = new VirtualIPPoolSpec.Template(
                new InterfaceSelector("eth1", null),
                null,
                null,
                ofPool,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
        VirtualIPPoolSpec pool = new VirtualIPPoolSpec(List.of("192.0.2.0/28"), null, null, null, null, template);
        Desired desired = new Desired(cluster.desired().virtualIPs(), Map.of("edge", pool));
        Planned planned = new Planned(Planner.plan(desired, cluster.observed(), cluster.now));

        return "%s of %s"
                .formatted(
                        planned.routersOf("node-001").getFirst().addressLifetime(),
                        Objects.requireNonNull(planned.verdict("web").effective())
                                .addressLifetime());
    }

    private static String refusal(String address) {
        MiniCluster cluster = MiniCluster.of(1);
        cluster.settle();
        cluster.put("web", Specs.of(address).from("edge").spec());
        VirtualIPPoolSpec pool =
                new VirtualIPPoolSpec(List.of("192.0.2.0/28", "2001:db8::/112"), null, null, null, null, null);
        Desired desired = new Desired(cluster.desired().virtualIPs(), Map.of("edge", pool));

        return new Planned(Planner.plan(desired, cluster.observed(), cluster.now)).refusal("web");
    }
}
