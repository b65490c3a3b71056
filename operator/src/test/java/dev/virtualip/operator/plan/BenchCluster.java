package dev.virtualip.operator.plan;

import dev.virtualip.crds.InterfaceStatus;
import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VRRPRouterStatus;
import dev.virtualip.crds.VirtualIPStatus;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.crds.VirtualRouterStatus;
import dev.virtualip.operator.plan.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A large cluster in memory that carries out every plan at once. */
final class BenchCluster {
    private static final int MANY_ROUNDS = 30;

    final Map<String, ObservedNode> nodes = new TreeMap<>();
    final Map<String, ObservedRouter> routers = new HashMap<>();
    final Map<String, WantedVirtualIP> virtualIPs = new TreeMap<>();
    private final int racks;
    Instant now = Cases.NOW;

    BenchCluster(int nodeCount, int racks) {
        this.racks = racks;
        for (int i = 0; i < nodeCount; i++) {
            join(i);
        }
    }

    void join(int number) {
        String name = "node-%04d".formatted(number);
        int rack = number % racks;
        nodes.put(name, Cases.node(name));
        int host = number / racks;
        routers.put(name, Cases.router("eth1", "10.%d.%d.%d/16".formatted(rack, host / 250, 1 + host % 250)));
    }

    /** A node goes, with its VRRPRouter. */
    void leave(String name) {
        nodes.remove(name);
        routers.remove(name);
    }

    void want(int number) {
        want(number, specs -> specs);
    }

    void want(int number, UnaryOperator<Specs> also) {
        String name = "vip-%05d".formatted(number);
        int host = number / racks;
        Specs specs = Specs.of("10.%d.%d.%d/16".formatted(number % racks, 100 + host / 250, 1 + host % 250));
        virtualIPs.put(name, Cases.virtualIP(name, also.apply(specs).spec()));
    }

    Plan plan() {
        return Planner.plan(desired(), observed(), now);
    }

    /** Plans and carries out until nothing changes any more. */
    void settle() {
        for (int round = 0; round < MANY_ROUNDS; round++) {
            if (!carryOut(plan())) {
                return;
            }
        }
        throw new AssertionError("no end in " + MANY_ROUNDS + " rounds");
    }

    Desired desired() {
        return new Desired(List.copyOf(virtualIPs.values()), Map.of());
    }

    Observed observed() {
        return new Observed(List.copyOf(nodes.values()), routers, Set.of(), true);
    }

    /** Everybody does what a plan says, and says so; whether anything changed. */
    boolean carryOut(Plan plan) {
        boolean changed = false;
        Map<String, String> actives = new HashMap<>();
        plan.verdicts().forEach((name, verdict) -> {
            verdict.routers()
                    .forEach(router -> actives.put(
                            router.name(), router.candidates().getFirst().node()));
            say(name, MiniCluster.status(verdict));
        });
        for (Map.Entry<String, VRRPRouterSpec> entry : plan.routers().entrySet()) {
            ObservedRouter old = Objects.requireNonNull(routers.get(entry.getKey()));
            ObservedRouter done = carriedOut(old, entry.getValue(), entry.getKey(), actives);
            if (!done.spec().equals(old.spec()) || !Objects.equals(done.status(), old.status())) {
                routers.put(entry.getKey(), done);
                changed = true;
            }
        }
        return changed;
    }

    void say(String name, VirtualIPStatus status) {
        WantedVirtualIP old = Objects.requireNonNull(virtualIPs.get(name));
        if (!old.status().equals(status)) {
            virtualIPs.put(
                    name,
                    new WantedVirtualIP(
                            name, old.uid(), old.generation(), old.createdAt(), Map.of(), old.spec(), status));
        }
    }

    private static ObservedRouter carriedOut(
            ObservedRouter old, VRRPRouterSpec spec, String node, Map<String, String> actives) {
        List<InterfaceStatus> interfaces = Objects.requireNonNull(old.status()).interfaces();
        List<VirtualRouterStatus> reports = spec.virtualRouters().stream()
                .map(router -> report(router, node.equals(actives.get(router.name())) ? "Active" : "Backup"))
                .toList();
        long generation = spec.equals(old.spec()) ? old.generation() : old.generation() + 1;
        return new ObservedRouter(
                old.uid(),
                generation,
                old.createdAt(),
                "",
                spec,
                new VRRPRouterStatus(generation, interfaces, reports, List.of(), List.of()));
    }

    static VirtualRouterStatus report(VirtualRouter spec, String state) {
        return new VirtualRouterStatus(
                Objects.requireNonNull(spec.name()),
                spec.interfaceName(),
                spec.vrrpOrDefault().virtualRouterID(),
                spec.addresses(),
                state,
                spec.priorityOrDefault(),
                null,
                null,
                null,
                null,
                "2026-01-01T00:00:00Z",
                "Started",
                0,
                null,
                List.of(),
                List.of());
    }
}
