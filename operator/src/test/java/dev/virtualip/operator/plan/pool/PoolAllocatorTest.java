package dev.virtualip.operator.plan.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.Vrrp;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.plan.topology.NodeFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolAllocatorTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final List<WantedVirtualIP> virtualIPs = new ArrayList<>();
    private final Map<String, VirtualIPPoolSpec> pools = new TreeMap<>();
    private List<String> nodeAddresses = List.of("192.0.2.1/24", "2001:db8::1/64");
    private List<VirtualRouter> served = List.of();

    @Test
    void oneAddressOfEachFamilyOfThePoolIsTaken() {
        pool("edge", "192.0.2.64/28", "2001:db8::100-2001:db8::1ff");
        taker("web", "edge", 0);

        List<String> addresses = allocation().addressesOf("web");

        assertThat(addresses).hasSize(2);
        assertThat(addresses.getFirst()).startsWith("192.0.2.");
        assertThat(addresses.getLast()).startsWith("2001:db8::1");
    }

    @Test
    void sameObjectsInAnyOrderGiveTheSameAddresses() {
        pool("edge", "192.0.2.0/24");
        for (int i = 0; i < 200; i++) {
            taker("web-" + i, "edge", i % 7);
        }
        PoolAllocation first = allocation();
        assertThat(new HashSet<>(first.addresses().values())).hasSize(200);
        for (long seed = 0; seed < 5; seed++) {
            Collections.shuffle(virtualIPs, new Random(seed));
            assertThat(allocation()).isEqualTo(first);
        }
    }

    @Test
    void networkBroadcastNodeAndGivenAddressesAreNotTaken() {
        nodeAddresses = List.of("192.0.2.1/29", "192.0.2.2/29");
        pool("edge", "192.0.2.0/29");
        virtualIPs.add(wanted("given", VirtualIPSpec.builder().addresses(List.of("192.0.2.3/24")), 0));
        for (int i = 0; i < 4; i++) {
            taker("web-" + i, "edge", i);
        }

        PoolAllocation allocation = allocation();

        Set<String> taken = new HashSet<>();
        allocation.addresses().values().forEach(taken::addAll);
        assertThat(taken).containsExactlyInAnyOrder("192.0.2.4", "192.0.2.5", "192.0.2.6");
        assertThat(allocation.addressesOf("web-3")).isEmpty();
        assertThat(Objects.requireNonNull(allocation.refusalOf("web-3")).message())
                .startsWith("VirtualIPPool edge has no free IPv4 address: extend its spec.ranges");
        PoolUsage usage = Objects.requireNonNull(allocation.usage().get("edge"));
        assertThat(usage.ipv4()).isEqualTo(new PoolUsage.Usage(8, 4, 0));
        assertThat(usage.waiting()).containsExactly("web-3");
        assertThat(usage.nodeAddresses()).containsExactly("192.0.2.1", "192.0.2.2");
    }

    @Test
    void hugeRangesAreNotEnumerated() {
        pool("edge", "2001:db8::/32", "198.18.0.0/15");
        for (int i = 0; i < 500; i++) {
            taker("web-" + i, "edge", i);
        }

        PoolAllocation allocation = allocation();

        assertThat(new HashSet<>(allocation.addresses().values())).hasSize(500);
        assertThat(Objects.requireNonNull(allocation.usage().get("edge")).ipv6().total())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void servedAddressIsKeptBeforeTheOneInTheStatus() {
        pool("edge", "192.0.2.64/28");
        served = List.of(router("web-ipv4", List.of("web"), "192.0.2.70"));
        virtualIPs.add(taker("web", "edge", 0, "192.0.2.71"));

        assertThat(allocation().addressesOf("web")).containsExactly("192.0.2.70");
    }

    @Test
    void addressInTheStatusIsKeptWhileNothingRuns() {
        pool("edge", "192.0.2.64/28");
        virtualIPs.add(taker("web", "edge", 0, "192.0.2.71"));

        assertThat(allocation().addressesOf("web")).containsExactly("192.0.2.71");
    }

    @Test
    void sharedRouterWithoutStatusesGivesEachItsAddressBack() {
        pool("edge", "192.0.2.64/27");
        List<String> names = List.of("a", "b", "c", "d", "e");
        names.forEach(name -> taker(name, "edge", 0));
        PoolAllocation first = allocation();
        String[] all =
                names.stream().flatMap(name -> first.addressesOf(name).stream()).toArray(String[]::new);
        served = List.of(router("a-ipv4", names, all));

        assertThat(allocation().addresses()).isEqualTo(first.addresses());
    }

    @Test
    void shrunkPoolKeepsWhatIsServedAndSaysSo() {
        pool("edge", "192.0.2.64/28");
        served = List.of(router("web-ipv4", List.of("web"), "192.0.2.200"));
        taker("web", "edge", 0);

        PoolAllocation allocation = allocation();

        assertThat(allocation.addressesOf("web")).containsExactly("192.0.2.200");
        assertThat(Objects.requireNonNull(allocation.refusalOf("web")).reason()).isEqualTo("AddressNotInPool");
    }

    @Test
    void deletedPoolKeepsWhatIsServedAndSaysSo() {
        served = List.of(router("web-ipv4", List.of("web"), "192.0.2.70"));
        taker("web", "edge", 0);

        PoolAllocation allocation = allocation();

        assertThat(allocation.addressesOf("web")).containsExactly("192.0.2.70");
        assertThat(Objects.requireNonNull(allocation.refusalOf("web")).reason()).isEqualTo("PoolNotFound");
    }

    @Test
    void overlappingPoolsGiveNoAddressTwice() {
        pool("one", "192.0.2.64/30");
        pool("two", "192.0.2.66-192.0.2.69");
        for (int i = 0; i < 3; i++) {
            taker("a-" + i, "one", i);
            taker("b-" + i, "two", i);
        }

        PoolAllocation allocation = allocation();

        assertThat(new HashSet<>(allocation.addresses().values())).hasSize(6);
        assertThat(Objects.requireNonNull(allocation.usage().get("one")).overlapping())
                .containsExactly("two");
    }

    private PoolAllocation allocation() {
        ObservedNode node =
                new ObservedNode("node-a", Map.of(), Map.of(), List.of(), false, false, true, Instant.EPOCH, true);
        VRRPRouterStatus status = new VRRPRouterStatus(
                1L, List.of(new InterfaceStatus("eth1", true, null, nodeAddresses)), List.of(), List.of(), List.of());
        ObservedRouter router = new ObservedRouter("uid", 1, Instant.EPOCH, "", VRRPRouterSpec.of(served), status);
        return PoolAllocator.allocate(new Desired(virtualIPs, pools), List.of(NodeFacts.of(node, router, NOW)));
    }

    private void pool(String name, String... ranges) {
        pools.put(name, new VirtualIPPoolSpec(List.of(ranges), null, null, null, null, null));
    }

    private void taker(String name, String pool, int age) {
        virtualIPs.add(taker(name, pool, age, (String) null));
    }

    private static WantedVirtualIP taker(String name, String pool, int age, @Nullable String inStatus) {
        WantedVirtualIP wanted = wanted(name, VirtualIPSpec.builder().pool(pool), age);
        return inStatus == null
                ? wanted
                : new WantedVirtualIP(
                        name,
                        wanted.uid(),
                        1,
                        wanted.createdAt(),
                        Map.of(),
                        wanted.spec(),
                        VirtualIPStatus.none().toBuilder()
                                .addresses(List.of(inStatus))
                                .build());
    }

    private static WantedVirtualIP wanted(String name, VirtualIPSpec.Builder spec, int age) {
        return new WantedVirtualIP(
                name, "uid-" + name, 1, NOW.plusSeconds(age), Map.of(), spec.build(), VirtualIPStatus.none());
    }

    private static VirtualRouter router(String name, List<String> virtualIPs, String... addresses) {
        return VirtualRouter.builder()
                .name(name)
                .virtualIPs(virtualIPs)
                .interfaceName("eth1")
                .addresses(List.of(addresses))
                .vrrp(Vrrp.builder().virtualRouterID(7).build())
                .build();
    }
}
