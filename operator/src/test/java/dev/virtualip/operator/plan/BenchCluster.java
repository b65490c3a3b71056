package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.ServiceOptions;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.model.WantedServices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A large cluster in memory that carries out every plan at once. */
public final class BenchCluster {
    private static final int MANY_ROUNDS = 30;
    private static final int HTTP = 80;
    private static final VirtualIPPoolSpec SERVICE_POOL =
            new VirtualIPPoolSpec(List.of("10.0.128.0/17"), null, null, null, null, null);

    /** What there is. */
    public final Map<String, ObservedNode> nodes = new TreeMap<>();
    /** The VRRPRouter of each node. */
    public final Map<String, ObservedRouter> routers = new HashMap<>();
    /** What is wanted. */
    public final Map<String, WantedVirtualIP> virtualIPs = new TreeMap<>();

    private final int racks;
    private final Map<String, WantedService> services = new TreeMap<>();

    /** What time it is. */
    public Instant now = PlanInputs.NOW;

    /** Nodes on so many networks. */
    public BenchCluster(int nodeCount, int racks) {
        this.racks = racks;
        for (int i = 0; i < nodeCount; i++) {
            join(i);
        }
    }

    /** A node joins. */
    public void join(int number) {
        String name = "node-%04d".formatted(number);
        int rack = number % racks;
        nodes.put(name, PlanInputs.node(name));
        int host = number / racks;
        routers.put(name, PlanInputs.router("eth1", "10.%d.%d.%d/16".formatted(rack, host / 250, 1 + host % 250)));
    }

    /** A node goes, with its VRRPRouter. */
    void leave(String name) {
        nodes.remove(name);
        routers.remove(name);
    }

    /** A VirtualIP is wanted. */
    public void want(int number) {
        want(number, specs -> specs);
    }

    void want(int number, UnaryOperator<Specs> also) {
        String name = "vip-%05d".formatted(number);
        int host = number / racks;
        Specs specs = Specs.of("10.%d.%d.%d/16".formatted(number % racks, 100 + host / 250, 1 + host % 250));
        virtualIPs.put(name, PlanInputs.virtualIP(name, also.apply(specs).spec()));
    }

    /** A Service of type LoadBalancer is wanted. */
    public void wantService(int number) {
        String name = "web-%05d".formatted(number);
        services.put(name, PlanInputs.service(name, HTTP, Map.of(), List.of()));
    }

    /** The operator writes its VirtualIPs, and the addresses into Services, as a plan says. */
    public void serve(Plan plan) {
        plan.services()
                .virtualIPs()
                .forEach((name, one) -> virtualIPs.put(
                        name,
                        new WantedVirtualIP(
                                name,
                                "uid-" + name,
                                1,
                                PlanInputs.NOW,
                                one.labels(),
                                one.annotations(),
                                one.spec(),
                                virtualIPs.containsKey(name)
                                        ? virtualIPs.get(name).status()
                                        : VirtualIPStatus.none())));
        plan.services().verdicts().forEach((key, verdict) -> {
            String name = key.substring(key.indexOf('/') + 1);
            services.put(name, PlanInputs.service(name, HTTP, Map.of(), verdict.addresses()));
        });
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

    /** What people want. */
    public Desired desired() {
        return services.isEmpty()
                ? new Desired(List.copyOf(virtualIPs.values()), Map.of())
                : new Desired(
                        List.copyOf(virtualIPs.values()),
                        Map.of("services", SERVICE_POOL),
                        new WantedServices(List.copyOf(services.values()), ServiceOptions.DEFAULTS),
                        Set.of());
    }

    /** What is seen. */
    public Observed observed() {
        return new Observed(List.copyOf(nodes.values()), routers, Set.of(), true);
    }

    /** Everybody does what a plan says, and says so; whether anything changed. */
    boolean carryOut(Plan plan) {
        plan.verdicts().forEach((name, verdict) -> say(name, Planned.status(verdict)));
        return carryOut(plan, plan.routers().keySet());
    }

    /** Some nodes do what a plan says; whether anything changed. */
    public boolean carryOut(Plan plan, Set<String> names) {
        boolean changed = false;
        for (String name : names) {
            ObservedRouter old = Objects.requireNonNull(routers.get(name));
            ObservedRouter done =
                    carriedOut(old, Objects.requireNonNull(plan.routers().get(name)), name, plan);
            if (!done.spec().equals(old.spec()) || !Objects.equals(done.status(), old.status())) {
                routers.put(name, done);
                changed = true;
            }
        }
        return changed;
    }

    /** The operator says of a VirtualIP what came of it. */
    public void say(String name, VirtualIPStatus status) {
        WantedVirtualIP old = Objects.requireNonNull(virtualIPs.get(name));
        if (!old.status().equals(status)) {
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
                            status));
        }
    }

    private static ObservedRouter carriedOut(ObservedRouter old, VRRPRouterSpec spec, String node, Plan plan) {
        List<InterfaceStatus> interfaces = Objects.requireNonNull(old.status()).interfaces();
        List<VirtualRouterStatus> reports = spec.virtualRouters().stream()
                .map(router -> report(router, node.equals(active(router, plan)) ? "Active" : "Backup"))
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

    private static String active(VirtualRouter router, Plan plan) {
        Verdict verdict =
                Objects.requireNonNull(plan.verdicts().get(router.virtualIPs().getFirst()));
        return verdict.routers().stream()
                .filter(planned -> planned.name().equals(router.name()))
                .findFirst()
                .orElseThrow()
                .candidates()
                .getFirst()
                .node();
    }

    private static VirtualRouterStatus report(VirtualRouter spec, String state) {
        int id = Objects.requireNonNull(spec.vrrpOrDefault().virtualRouterID());
        return Host.report(spec, id, state, null);
    }

    /** The agent of a node says of its first virtual router that it is Active, or that it is no more. */
    public static ObservedRouter turned(ObservedRouter old) {
        VRRPRouterStatus status = Objects.requireNonNull(old.status());
        List<VirtualRouterStatus> reports = new ArrayList<>(status.virtualRouters());
        if (!reports.isEmpty()) {
            String state = reports.getFirst().state().equals("Active") ? "Backup" : "Active";
            reports.set(0, report(old.spec().virtualRouters().getFirst(), state));
        }
        return new ObservedRouter(
                old.uid(),
                old.generation(),
                old.createdAt(),
                "",
                old.spec(),
                new VRRPRouterStatus(status.observedGeneration(), status.interfaces(), reports, List.of(), List.of()));
    }

    /** A node that is not Ready, or is so again. */
    public static ObservedNode flapped(ObservedNode old, Instant now) {
        return new ObservedNode(
                old.name(),
                old.labels(),
                old.annotations(),
                old.taints(),
                old.cordoned(),
                old.deleting(),
                !old.ready(),
                now,
                old.agentPodReady());
    }
}
