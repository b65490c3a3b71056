package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.Host.Running;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.Definition;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.ServiceOptions;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.model.WantedServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A cluster in memory: hosts, VirtualIPs, and an operator that writes what the planner says. */
final class MiniCluster {
    /** The definition of VirtualIPs as it stands at first. */
    static final Definition DEFINITION = new Definition("MiniCluster", true);

    private static final int MANY_ROUNDS = 60;

    final Map<String, Host> hosts = new TreeMap<>();
    final Map<String, WantedVirtualIP> virtualIPs = new TreeMap<>();
    final Map<String, VirtualIPPoolSpec> pools = new TreeMap<>();
    final Map<String, WantedService> services = new TreeMap<>();
    final Set<String> secretKeys = new TreeSet<>();
    boolean moveOnCordon = true;
    Instant now = PlanInputs.NOW;

    @Nullable
    Definition definition = DEFINITION;

    /** Each change of an Active. */
    final List<String> moves = new ArrayList<>();

    private final Map<String, String> actives = new HashMap<>();
    private final Map<String, String> terms = new HashMap<>();
    private final Map<String, String> obeyed = new HashMap<>();
    private int elections;
    private int uids;

    /** A cluster of nodes on one network, 192.0.2.0/24 and 2001:db8::/64. */
    static MiniCluster of(int nodes) {
        MiniCluster cluster = new MiniCluster();
        for (int i = 1; i <= nodes; i++) {
            cluster.join("node-%03d".formatted(i), i);
        }
        return cluster;
    }

    Host join(String name, int number) {
        Host host = new Host(name)
                .with(
                        "eth1",
                        "10.0.%d.%d/16".formatted(number / 250, 1 + number % 250),
                        "192.0.2.%d/24".formatted(1 + number % 100),
                        "2001:db8::%x/64".formatted(number),
                        "fe80::%x/64".formatted(number));
        hosts.put(name, host);
        return host;
    }

    void put(String name, VirtualIPSpec spec) {
        WantedVirtualIP old = virtualIPs.get(name);
        virtualIPs.put(
                name,
                new WantedVirtualIP(
                        name,
                        "uid-" + name,
                        old == null ? 1 : old.generation() + 1,
                        old == null ? now : old.createdAt(),
                        old == null ? Map.of() : old.annotations(),
                        spec,
                        old == null ? VirtualIPStatus.none() : old.status()));
    }

    void put(String name, String... addresses) {
        put(name, PlanInputs.spec(addresses));
    }

    Host host(String name) {
        return Objects.requireNonNull(hosts.get(name), name);
    }

    Desired desired() {
        WantedServices wanted = services.isEmpty()
                ? WantedServices.NONE
                : new WantedServices(List.copyOf(services.values()), ServiceOptions.DEFAULTS);
        return new Desired(List.copyOf(virtualIPs.values()), pools, wanted, Set.of());
    }

    Observed observed() {
        Map<String, ObservedRouter> routers = new HashMap<>();
        hosts.forEach((name, host) -> {
            if (host.router != null) {
                routers.put(name, host.router);
            }
        });
        return new Observed(
                hosts.values().stream()
                        .filter(host -> host.exists)
                        .map(Host::node)
                        .toList(),
                routers,
                secretKeys,
                moveOnCordon,
                definition);
    }

    Plan plan() {
        return Planner.plan(desired(), observed(), now);
    }

    /** The operator writes a plan to some of the nodes, and what it says of each VirtualIP; says what it wrote. */
    Set<String> write(Plan plan, Set<String> nodes) {
        Set<String> written = new TreeSet<>();
        plan.routers().forEach((name, spec) -> {
            Host host = host(name);
            ObservedRouter before = host.router;
            if (nodes.contains(name)) {
                uids++;
                host.write(spec, plan.annotations(name, before), now, "uid-" + uids);
                if (!Objects.equals(before, host.router)) {
                    written.add(name);
                }
            }
        });
        plan.removable().forEach(name -> {
            host(name).router = null;
            written.add(name);
        });
        plan.services().virtualIPs().forEach(this::own);
        plan.verdicts().forEach(this::say);
        hosts.values().removeIf(host -> !host.exists && host.router == null);
        return written;
    }

    /** The operator creates the VirtualIP of a Service, or changes it. */
    private void own(String name, OwnedVirtualIP owned) {
        WantedVirtualIP old = virtualIPs.get(name);
        virtualIPs.put(
                name,
                new WantedVirtualIP(
                        name,
                        "uid-" + name,
                        1,
                        old == null ? now : old.createdAt(),
                        owned.labels(),
                        owned.annotations(),
                        owned.spec(),
                        old == null ? VirtualIPStatus.none() : old.status()));
    }

    private void say(String name, Verdict verdict) {
        WantedVirtualIP old = virtualIPs.get(name);
        if (old != null) {
            virtualIPs.put(
                    name,
                    new WantedVirtualIP(
                            name,
                            old.uid(),
                            old.generation(),
                            old.createdAt(),
                            old.labels(),
                            old.annotations(),
                            old.spec(),
                            Planned.status(verdict)));
        }
    }

    /** All agents that follow the API server carry out what it says and report. */
    void agents() {
        hosts.values().forEach(Host::carryOut);
        hosts.values().forEach(host -> host.report(this));
    }

    /** Plans, writes and lets agents work until nothing changes any more. */
    Plan settle() {
        for (int round = 0; round < MANY_ROUNDS; round++) {
            Plan plan = plan();
            boolean changed = !write(plan, hosts.keySet()).isEmpty();
            Map<String, ObservedRouter> before = observed().routers();
            agents();
            if (!changed && observed().routers().equals(before)) {
                return plan;
            }
        }
        throw new AssertionError("no end in " + MANY_ROUNDS + " rounds: " + plan());
    }

    void sleep(Duration duration) {
        now = now.plus(duration);
    }

    /**
     * Whether a host is the Active of what it runs: it stays that while it is alive, until it is told to hand over or
     * one with a higher priority preempts it.
     */
    boolean isActive(Host host, Running held) {
        return host.name.equals(active(held.identity()));
    }

    /** The name of the Active; null: no host runs it. */
    private @Nullable String active(String identity) {
        List<Host> alive = hosts.values().stream()
                .filter(host -> host.alive && running(host, identity) != null)
                .sorted(Comparator.comparingInt((Host host) -> -priority(host, identity)))
                .toList();
        if (alive.isEmpty()) {
            actives.remove(identity);
            return null;
        }
        String before = actives.get(identity);
        Host holder = alive.stream()
                .filter(host -> host.name.equals(before))
                .findFirst()
                .orElse(null);
        Host next = holder == null ? alive.getFirst() : holder;
        if (holder != null) {
            VirtualRouter spec =
                    Objects.requireNonNull(running(holder, identity)).spec();
            String release = spec.release() == null ? "" : spec.release();
            boolean told = !release.isEmpty() && !release.equals(obeyed.get(holder.name + identity));
            obeyed.put(holder.name + identity, release);
            if (told && alive.size() > 1) {
                next = alive.stream().filter(host -> host != holder).findFirst().orElseThrow();
            } else if (preempts(alive.getFirst(), identity)) {
                next = alive.getFirst();
            }
        }
        if (!next.name.equals(before)) {
            elections++;
            actives.put(identity, next.name);
            terms.put(identity, "2026-01-01T00:00:00.%09dZ".formatted(elections));
            moves.add(identity + " to " + next.name);
        }
        return next.name;
    }

    private static boolean preempts(Host host, String identity) {
        VirtualRouter spec = Objects.requireNonNull(running(host, identity)).spec();
        return spec.preemptOrDefault().policyOrDefault() == Preempt.Policy.ALWAYS
                && (spec.release() == null || spec.release().isEmpty());
    }

    private static @Nullable Running running(Host host, String identity) {
        return host.running.values().stream()
                .filter(held -> held.identity().equals(identity))
                .findFirst()
                .orElse(null);
    }

    private static int priority(Host host, String identity) {
        Running held = Objects.requireNonNull(running(host, identity));
        return host.unhealthy ? 1 : held.spec().priorityOrDefault();
    }

    /** Since when there is the present Active. */
    String since(Running held) {
        return terms.getOrDefault(held.identity(), "2026-01-01T00:00:00Z");
    }

    /** The address of the Active of what a host runs; null: there is none. */
    @Nullable
    String activeRouter(Running held) {
        String name = active(held.identity());
        return name == null ? null : host(name).source(Objects.requireNonNull(running(host(name), held.identity())));
    }

    /** Sets or removes an annotation of a VirtualIP. */
    void moveTo(String name, @Nullable String node) {
        WantedVirtualIP old = Objects.requireNonNull(virtualIPs.get(name), name);
        virtualIPs.put(
                name,
                new WantedVirtualIP(
                        name,
                        old.uid(),
                        old.generation(),
                        old.createdAt(),
                        node == null ? Map.of() : Map.of(ApiGroup.MOVE_TO, node),
                        old.spec(),
                        old.status()));
    }

    VRRPRouterSpec spec(String node) {
        ObservedRouter router = host(node).router;
        return router == null ? VRRPRouterSpec.of(List.of()) : router.spec();
    }
}
