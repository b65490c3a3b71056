package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.ServiceOptions;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan.ServiceVerdict;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.model.WantedServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Many Services, and histories of random changes to them. */
class ManyServicesTest {
    private static final Map<String, VirtualIPPoolSpec> POOLS =
            Map.of("edge", pool("10.0.128.0/20"), "six", pool("10.0.160.0/24", "2001:db8::1:0/112"));

    private final MiniCluster cluster = MiniCluster.of(5);
    private final Map<String, WantedService> services = new TreeMap<>();
    private Map<String, WantedVirtualIP> owned = new TreeMap<>();

    @Test
    void fiveHundredServicesArePlannedWithinASecond() {
        for (int i = 0; i < 500; i++) {
            put("web-" + i, i, Map.of());
        }
        plan(services.values().stream().toList());
        long begun = System.nanoTime();
        Plan plan = plan(services.values().stream().toList());
        long took = System.nanoTime() - begun;

        assertThat(addresses(plan)).hasSize(500);
        assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void localServiceWithoutAFreeRouterIDIsRefusedWithTheRemedyAndTheOthersStay() {
        cluster.settle();
        for (int i = 0; i < 256; i++) {
            String name = "web-%03d".formatted(i);
            services.put("a/" + name, PlanInputs.localService(name, 30_000 + i, Set.of("node-001", "node-002")));
        }
        services.put("a/cluster", PlanInputs.service("cluster", 80, Map.of(), List.of()));

        Plan plan = plan(List.copyOf(services.values()));

        List<Finding> refusals = plan.services().verdicts().values().stream()
                .map(ServiceVerdict::refusal)
                .filter(Objects::nonNull)
                .toList();
        assertThat(refusals).hasSizeBetween(1, 2);
        assertThat(refusals).extracting(Finding::reason).allMatch(ConditionReason.VIRTUAL_ROUTER_IDS_EXHAUSTED::is);
        assertThat(refusals)
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message)
                        .startsWith("all 255 Virtual Router IDs of the network are in use for IPv4")
                        .contains("set Cluster, or let Services with the same Pods share an address"));
    }

    @Test
    void exhaustedPoolIsNotSearchedOncePerService() {
        for (int i = 0; i < 6_000; i++) {
            put("web-" + i, i, Map.of());
        }
        long begun = System.nanoTime();
        Plan plan = plan(services.values().stream().toList());
        long took = System.nanoTime() - begun;

        assertThat(plan.services().virtualIPs()).as("a /20 and a /24").hasSizeBetween(4_300, 4_352);
        assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void randomHistoriesKeepAddressesDistinctAndStable() {
        for (long seed = 0; seed < 10; seed++) {
            services.clear();
            owned.clear();
            Random random = new Random(seed);
            for (int step = 0; step < 60; step++) {
                Map<String, List<String>> before = verdictAddresses(plan(List.copyOf(services.values())));
                String name = "web-" + random.nextInt(12);
                change(random, name);
                List<WantedService> shuffled = new ArrayList<>(services.values());
                Collections.shuffle(shuffled, random);
                Plan plan = plan(shuffled);
                assertThat(plan).isEqualTo(plan(List.copyOf(services.values())));
                assertDistinct(plan, seed, step);
                Map<String, List<String>> now = verdictAddresses(plan);
                before.forEach((key, addresses) -> {
                    if (services.containsKey(key)
                            && !key.equals("a/" + name)
                            && services.get(key).annotations().isEmpty()
                            && !addresses.isEmpty()) {
                        assertThat(now.get(key)).as(key).isEqualTo(addresses);
                    }
                });
                write(plan);
                for (int i = 0; i < 3; i++) {
                    plan = plan(shuffled);
                    write(plan);
                }
                assertThat(plan(shuffled).services().virtualIPs())
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(plan.services().virtualIPs());
            }
        }
    }

    private void change(Random random, String name) {
        Map<String, String> annotations = new HashMap<>();
        if (random.nextInt(3) == 0) {
            annotations.put("virtualip.dev/sharing-key", "key-" + random.nextInt(2));
        }
        if (random.nextInt(5) == 0) {
            annotations.put("virtualip.dev/addresses", "10.0.128." + (1 + random.nextInt(5)));
        }
        if (random.nextInt(6) == 0) {
            annotations.put("virtualip.dev/pool", random.nextBoolean() ? "six" : "gone");
        }
        if (random.nextInt(4) == 0) {
            services.remove("a/" + name);
        } else {
            put(name, random.nextInt(5), annotations);
        }
    }

    private static void assertDistinct(Plan plan, long seed, int step) {
        Set<String> all = new HashSet<>();
        plan.services()
                .virtualIPs()
                .values()
                .forEach(one -> one.spec()
                        .addresses()
                        .forEach(address -> assertThat(all.add(address))
                                .as("seed %d step %d: %s twice", seed, step, address)
                                .isTrue()));
    }

    private void write(Plan plan) {
        Map<String, WantedVirtualIP> written = new TreeMap<>();
        plan.services().virtualIPs().forEach((name, one) -> written.put(name, object(name, one)));
        owned = written;
    }

    private static WantedVirtualIP object(String name, OwnedVirtualIP one) {
        return new WantedVirtualIP(
                name,
                "uid-" + name,
                1,
                PlanInputs.NOW,
                one.labels(),
                one.annotations(),
                one.spec(),
                VirtualIPStatus.none());
    }

    private static Set<String> addresses(Plan plan) {
        Set<String> all = new HashSet<>();
        plan.services().verdicts().values().forEach(verdict -> all.addAll(verdict.addresses()));
        return all;
    }

    private static Map<String, List<String>> verdictAddresses(Plan plan) {
        Map<String, List<String>> all = new HashMap<>();
        plan.services().verdicts().forEach((key, verdict) -> all.put(key, verdict.addresses()));
        return all;
    }

    private Plan plan(List<WantedService> all) {
        WantedServices wanted = new WantedServices(all, ServiceOptions.DEFAULTS);
        Desired desired = new Desired(List.copyOf(owned.values()), POOLS, wanted, Set.of());
        return Planner.plan(desired, cluster.observed(), PlanInputs.NOW);
    }

    private void put(String name, int port, Map<String, String> annotations) {
        services.put("a/" + name, PlanInputs.service(name, 80 + port, annotations, List.of()));
    }

    private static VirtualIPPoolSpec pool(String... ranges) {
        return new VirtualIPPoolSpec(List.of(ranges), null, null, null, null, null);
    }
}
