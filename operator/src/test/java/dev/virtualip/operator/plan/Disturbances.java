package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.HeardVirtualRouter;
import dev.virtualip.operator.plan.model.Observed.Taint;
import java.util.List;
import java.util.Random;

/** Random changes that no careful person makes. */
final class Disturbances {
    private Disturbances() {}

    /** Makes one and describes it. */
    static String disturb(MiniCluster cluster, Random random) {
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
}
