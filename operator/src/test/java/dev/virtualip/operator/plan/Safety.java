package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.validation.VRRPRouterRules;
import dev.virtualip.operator.plan.Host.Running;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Invariants of every moment, in any order of events: checked against what hosts really run. */
final class Safety {
    private Safety() {}

    static void check(MiniCluster cluster) {
        Map<InetAddress, String> identities = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        Map<String, Set<Integer>> priorities = new HashMap<>();
        for (Host host : cluster.hosts.values()) {
            if (!host.exists) {
                continue;
            }
            for (Running held : host.running.values()) {
                for (InetAddress address : ReadableAddresses.of(held.spec().addresses())) {
                    String other = identities.putIfAbsent(address, held.identity());
                    assertThat(other == null || other.equals(held.identity()))
                            .as("%s is in %s and in %s on %s", address, other, held.identity(), host.name)
                            .isTrue();
                }
                String name = names.putIfAbsent(
                        held.identity(), String.valueOf(held.spec().name()));
                assertThat(name == null || name.equals(held.spec().name()))
                        .as(
                                "%s is %s and %s on %s",
                                held.identity(), name, held.spec().name(), host.name)
                        .isTrue();
                assertThat(priorities
                                .computeIfAbsent(held.identity(), ignored -> new HashSet<>())
                                .add(held.spec().priorityOrDefault()))
                        .as("two with priority %d in %s", held.spec().priorityOrDefault(), held)
                        .isTrue();
            }
        }
    }

    /** What the planner says can be carried out by every agent. */
    static void check(Plan plan) {
        plan.routers()
                .forEach((node, spec) -> assertThat(VRRPRouterRules.check(spec).stream()
                                .filter(problem -> !problem.path().endsWith("secretRef")))
                        .as("what %s shall run", node)
                        .isEmpty());
    }
}
