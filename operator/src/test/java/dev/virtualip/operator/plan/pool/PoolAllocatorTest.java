package dev.virtualip.operator.plan.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolAllocatorTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final List<WantedVirtualIP> virtualIPs = new ArrayList<>();
    private final Map<String, VirtualIPPoolSpec> pools = new TreeMap<>();
    private List<String> nodeAddresses = List.of("192.0.2.1/24", "2001:db8::1/64");
    private List<VirtualRouter> served = List.of();
    private List<VirtualRouterStatus> reported = List.of();
    private Map<String, List<ForeignAddress>> foreign = Map.of();
    private Instant now = NOW;

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

    @Test
    void addressThatAnotherHostAnswersForIsRecordedFirstAndThenExchanged() {
        pool("edge", "192.0.2.64/28");
        virtualIPs.add(taker("web", "edge", 0, "192.0.2.71"));
        served = List.of(router("web-ipv4", List.of("web"), "192.0.2.71"));
        inUse("Backup", "192.0.2.71");

        PoolAllocation first = allocation();
        assertThat(first.addressesOf("web")).containsExactly("192.0.2.71");
        assertThat(foreignOf(first)).containsExactly(found("192.0.2.71"));
        record(first);
        PoolAllocation second = allocation();
        assertThat(second.addressesOf("web")).containsExactly("192.0.2.72");
        PoolUsage usage = Objects.requireNonNull(second.usage().get("edge"));
        assertThat(usage.ipv4()).isEqualTo(new PoolUsage.Usage(16, 1, 14));

        served = List.of(router("web-ipv4", List.of("web"), "192.0.2.72"));
        reported = List.of();
        now = NOW.plusSeconds(60);
        assertThat(allocation().addressesOf("web")).as("it stays there").containsExactly("192.0.2.72");
        assertThat(foreignOf(allocation())).as("it is remembered").containsExactly(found("192.0.2.71"));
    }

    @Test
    void foreignAddressIsTriedAgainAfterAnHour() {
        pool("edge", "192.0.2.64/30");
        foreign = Map.of(
                "edge", List.of(found("192.0.2.64"), found("192.0.2.65"), found("192.0.2.66"), found("192.0.2.67")));
        taker("web", "edge", 0);
        PoolAllocation held = allocation();
        assertThat(Objects.requireNonNull(held.refusalOf("web")).reason()).isEqualTo("PoolExhausted");
        assertThat(held.nextLookAt()).isEqualTo(NOW.plus(ForeignAddresses.RETRY));
        now = NOW.plus(ForeignAddresses.RETRY);

        assertThat(allocation().addressesOf("web")).hasSize(1);
        assertThat(foreignOf(allocation())).isEmpty();
    }

    @Test
    void virtualIPTriesEveryAddressBeforeItComesBackToOne() {
        pool("edge", "192.0.2.64/29");
        foreign = Map.of("edge", List.of(found("192.0.2.71")));
        served = List.of(router("web-ipv4", List.of("web"), "192.0.2.71"));
        taker("web", "edge", 0);
        inUse("Backup", "192.0.2.71");

        assertThat(allocation().addressesOf("web"))
                .as("the first after the last")
                .containsExactly("192.0.2.64");
    }

    @Test
    void addressThatAnsweredIsNeverExchanged() {
        pool("edge", "192.0.2.64/28");
        foreign = Map.of("edge", List.of(found("192.0.2.71")));
        served = List.of(router("web-ipv4", List.of("web"), "192.0.2.71"));
        virtualIPs.add(taker("web", "edge", 0, "192.0.2.71", "192.0.2.71"));
        inUse("Backup", "192.0.2.71");

        assertThat(allocation().addressesOf("web")).containsExactly("192.0.2.71");
    }

    @Test
    void addressThatANodeHoldsIsNotForeignWhateverAnotherNodeReports() {
        pool("edge", "192.0.2.64/28");
        served = List.of(router("web-ipv4", List.of("web"), "192.0.2.71"));
        virtualIPs.add(taker("web", "edge", 0, "192.0.2.71"));
        inUse("Backup", "192.0.2.71");
        reported = List.of(
                reported.getFirst(),
                reported.getFirst().toBuilder()
                        .state("Active")
                        .addressesInUse(List.of())
                        .build());

        assertThat(foreignOf(allocation())).isEmpty();
    }

    @Test
    void addressAddedToAnActiveIsExchangedToo() {
        pool("edge", "192.0.2.64/28");
        foreign = Map.of("edge", List.of(found("192.0.2.71")));
        served = List.of(router("api-ipv4", List.of("api", "web"), "192.0.2.70", "192.0.2.71"));
        virtualIPs.add(taker("api", "edge", 0, "192.0.2.70", "192.0.2.70"));
        virtualIPs.add(taker("web", "edge", 1, "192.0.2.71"));
        inUse("Active", "192.0.2.71");
        reported = List.of(
                reported.getFirst().toBuilder().addresses(List.of("192.0.2.70")).build());

        assertThat(allocation().addressesOf("web")).containsExactly("192.0.2.72");
        assertThat(allocation().addressesOf("api")).containsExactly("192.0.2.70");
    }

    @Test
    void virtualIPWaitsForAForeignAddressWhileNoOtherIsFree() {
        pool("edge", "192.0.2.70-192.0.2.71");
        foreign = Map.of("edge", List.of(found("192.0.2.70"), found("192.0.2.71")));
        served = List.of(router("web-ipv4", List.of("web"), "192.0.2.71"));
        taker("web", "edge", 0);
        inUse("Backup", "192.0.2.71");

        PoolAllocation allocation = allocation();

        assertThat(allocation.addressesOf("web")).containsExactly("192.0.2.71");
        assertThat(allocation.refusalOf("web")).isNull();
        assertThat(Objects.requireNonNull(allocation.usage().get("edge")).waiting())
                .containsExactly("web");
    }

    @Test
    void moreForeignAddressesThanAPoolListsStillLeadToAFreeOne() {
        pool("edge", "192.0.2.0/24");
        taker("web", "edge", 0);
        Set<String> tried = new HashSet<>();
        String address = allocation().addressesOf("web").getFirst();
        while (tried.size() < 200 && tried.add(address)) {
            served = List.of(router("web-ipv4", List.of("web"), address));
            inUse("Backup", address);
            now = now.plusSeconds(2);
            record(allocation());
            address = allocation().addressesOf("web").getFirst();
        }

        assertThat(tried).as("no address twice").hasSize(200);
        assertThat(foreign.get("edge")).hasSize(VirtualIPPoolStatus.MAX_FOREIGN);
    }

    @Test
    void unreadableEntriesAndReportsAreSkipped() {
        pool("edge", "192.0.2.64/28");
        taker("web", "edge", 0);
        foreign = Map.of(
                "edge",
                List.of(
                        new ForeignAddress("no address", null, "node-a", "no time"),
                        new ForeignAddress("198.51.100.1", null, "node-a", NOW.toString())));
        inUse("Backup", "fe80::1%eth0", "no address");

        assertThat(allocation().addressesOf("web")).hasSize(1);
        assertThat(foreignOf(allocation())).isEmpty();
    }

    @Test
    void rangesOfOnePoolThatOverlapAreNamedAndGiveNoAddressTwice() {
        pool("edge", "192.0.2.64/31", "2001:db8::/64", "192.0.2.65-192.0.2.66");
        for (int i = 0; i < 4; i++) {
            taker("web-" + i, "edge", i);
        }

        PoolAllocation allocation = allocation();

        assertThat(Objects.requireNonNull(allocation.usage().get("edge")).overlapping())
                .containsExactly("this one itself (192.0.2.64/31 and 192.0.2.65-192.0.2.66)");
        Set<String> taken = new HashSet<>();
        allocation.addresses().values().forEach(taken::addAll);
        assertThat(taken).filteredOn(address -> address.startsWith("192.")).hasSize(3);
    }

    private static ForeignAddress found(String address) {
        return new ForeignAddress(address, "02:00:5e:00:00:99", "node-a", NOW.toString());
    }

    private static List<ForeignAddress> foreignOf(PoolAllocation allocation) {
        return Objects.requireNonNull(allocation.usage().get("edge")).foreign();
    }

    /** The operator writes the status of the pool. */
    private void record(PoolAllocation allocation) {
        foreign = Map.of("edge", foreignOf(allocation));
    }

    private void inUse(String state, String... addresses) {
        reported = List.of(VirtualRouterStatus.builder()
                .name("web-ipv4")
                .interfaceName("eth1")
                .virtualRouterID(7)
                .addresses(List.of(addresses))
                .state(state)
                .priority(100)
                .addressesInUse(Stream.of(addresses)
                        .map(address -> new VirtualRouterStatus.AddressInUse(address, "02:00:5e:00:00:99"))
                        .toList())
                .build());
    }

    private PoolAllocation allocation() {
        ObservedNode node =
                new ObservedNode("node-a", Map.of(), Map.of(), List.of(), false, false, true, Instant.EPOCH, true);
        VRRPRouterStatus status = new VRRPRouterStatus(
                1L, List.of(new InterfaceStatus("eth1", true, null, nodeAddresses)), reported, List.of(), List.of());
        ObservedRouter router = new ObservedRouter("uid", 1, Instant.EPOCH, "", VRRPRouterSpec.of(served), status);
        return PoolAllocator.allocate(
                new Desired(virtualIPs, pools), List.of(NodeFacts.of(node, router, NOW)), foreign, now);
    }

    private void pool(String name, String... ranges) {
        pools.put(name, new VirtualIPPoolSpec(List.of(ranges), null, null, null, null, null));
    }

    private void taker(String name, String pool, int age) {
        virtualIPs.add(taker(name, pool, age, null));
    }

    private static WantedVirtualIP taker(
            String name, String pool, int age, @Nullable String inStatus, String... answered) {
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
                                .answeredAddresses(List.of(answered))
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
