package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.HeardVirtualRouter;
import dev.virtualip.crds.VirtualIPPoolSpec;
import dev.virtualip.operator.plan.Observed.Taint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remembered of a plan changes no plan, whatever happens in between. {@link MiniCluster#plan} compares. */
class PlanMemoryTest {
    private static final int STEPS = 100;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("histories", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void plansAreTheSameAsWithoutAMemory(int seed) {
        Random random = new Random(seed);
        MiniCluster cluster = MiniCluster.of(7);
        RandomHistoryTest.Changes changes = new RandomHistoryTest.Changes(cluster, random);
        List<String> history = new ArrayList<>();
        try {
            for (int step = 0; step < STEPS; step++) {
                history.add(random.nextInt(3) > 0 ? changes.change() : disturb(cluster, random));
                Plan plan = cluster.plan();
                if (random.nextInt(3) == 0) {
                    continue;
                }
                cluster.write(plan, RandomHistoryTest.some(cluster.hosts.keySet(), random));
                RandomHistoryTest.some(cluster.hosts.keySet(), random)
                        .forEach(name -> cluster.host(name).carryOut());
                RandomHistoryTest.some(cluster.hosts.keySet(), random)
                        .forEach(name -> cluster.host(name).report(cluster));
                cluster.sleep(Duration.ofMillis(random.nextInt(20_000)));
            }
        } catch (AssertionError e) {
            throw new AssertionError("seed %d: %s".formatted(seed, String.join("\n", history)), e);
        }
    }

    /** What no careful person does. */
    private static String disturb(MiniCluster cluster, Random random) {
        List<Host> hosts = List.copyOf(cluster.hosts.values());
        Host host = hosts.get(random.nextInt(hosts.size()));
        int number = random.nextInt(9);
        return switch (random.nextInt(10)) {
            case 0 -> {
                host.interfaces.put("veth" + number, List.of("fe80::f:%d/64".formatted(number)));
                yield host.name + " gets a pod's interface " + number;
            }
            case 1 -> {
                host.interfaces.remove("veth" + number);
                yield host.name + " loses a pod's interface " + number;
            }
            case 2 -> {
                String subnet = "198.51.100.%d/2%d".formatted(1 + number, number % 5);
                host.interfaces.put(
                        "eth2", random.nextBoolean() ? List.of(subnet) : List.of(subnet, "203.0.113.1/2" + number % 5));
                yield host.name + " gets a subnet of its own";
            }
            case 3 -> {
                host.interfaces.put("eth3", List.of("192.0.2.%d/2%d".formatted(200 + number, 4 + number % 3)));
                yield host.name + " gets a part of the subnet";
            }
            case 4 -> {
                host.interfaces.remove(random.nextBoolean() ? "eth2" : "eth3");
                yield host.name + " loses an interface";
            }
            case 5 -> {
                host.heard.clear();
                cluster.hosts
                        .values()
                        .forEach(other -> other.running.values().stream()
                                .limit(number)
                                .forEach(held ->
                                        host.heard.add(new HeardVirtualRouter("eth1", held.id(), "192.0.2.99", 3))));
                yield host.name + " hears somebody";
            }
            case 6 -> {
                host.router = null;
                yield "VRRPRouter " + host.name + " is deleted";
            }
            case 7 -> {
                host.exists = !host.exists;
                yield "Node " + host.name + (host.exists ? " is back" : " is gone");
            }
            case 8 -> {
                String name = "late-%03d".formatted(number);
                if (!cluster.hosts.containsKey(name)) {
                    cluster.join(name, 20 + number);
                }
                yield name + " joins";
            }
            default -> {
                host.taints.clear();
                host.taints.add(new Taint("dedicated", "x", random.nextBoolean() ? "NoSchedule" : "PreferNoSchedule"));
                yield host.name + " is tainted";
            }
        };
    }

    @Test
    void aPoolASecretAndTheCordonsMeaningCountAtOnce() {
        MiniCluster cluster = MiniCluster.of(3);
        cluster.settle();
        cluster.put("web", Specs.of("192.0.2.210/24").from("edge").spec());
        cluster.settle();
        cluster.host("node-001").cordoned = true;
        PlanMemory memory = new PlanMemory();
        for (String range : List.of("192.0.2.0/24", "198.51.100.0/24", "192.0.2.208/28")) {
            VirtualIPPoolSpec pool = new VirtualIPPoolSpec(List.of(range), null, null, null, null);
            Desired desired = new Desired(cluster.desired().virtualIPs(), Map.of("edge", pool));
            cluster.moveOnCordon = !cluster.moveOnCordon;

            assertThat(memory.plan(desired, cluster.observed(), cluster.now))
                    .isEqualTo(Planner.plan(desired, cluster.observed(), cluster.now));
        }
    }
}
