package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes the plan of all nodes and VirtualIPs. */
final class PlanWriter {
    private final World world;
    private final Draft draft;
    private final Map<String, SortedMap<String, VirtualRouter>> planned = new HashMap<>();
    private final Map<String, SortedMap<String, VirtualRouter>> verbatims = new HashMap<>();
    private final SortedMap<String, Verdict> verdicts = new TreeMap<>();

    PlanWriter(World world, Draft draft) {
        this.world = world;
        this.draft = draft;
    }

    /**
     * Writes it.
     *
     * @param observed what the plan was made from
     * @param wishes every VirtualIP
     */
    Plan write(Observed observed, List<Wish> wishes) {
        draft.plans().forEach(this::write);
        SortedMap<String, VRRPRouterSpec> specs = new TreeMap<>();
        SortedMap<String, String> unconfirmed = new TreeMap<>();
        for (NodeFacts node : world.nodes()) {
            SortedMap<String, VirtualRouter> routers = routersOf(node.name());
            VRRPRouterSpec spec = VRRPRouterSpec.of(List.copyOf(routers.values()));
            VRRPRouterSpec present =
                    node.router() == null ? null : node.router().spec();
            specs.put(node.name(), spec.equals(present) ? present : spec);
            String removals = Dropped.annotation(node, routers);
            if (!removals.isEmpty()) {
                unconfirmed.put(node.name(), removals);
            }
        }
        return new Plan(specs, unconfirmed, removable(observed, wishes), verdicts, nextLookAt());
    }

    private void write(ComponentPlan plan) {
        Releases releases = new Releases(plan.component(), world.networks());
        Map<String, List<Finding>> held = new HashMap<>();
        for (Bond bond : plan.bonds()) {
            Written written = BondWriter.write(world, bond, releases);
            enter(written.entries(), planned);
            written.held()
                    .forEach((name, findings) -> held.computeIfAbsent(name, ignored -> new ArrayList<>())
                            .addAll(findings));
        }
        plan.verbatims().forEach(verbatim -> enter(Written.of(verbatim).entries(), verbatims));
        verdicts.putAll(new Verdicts(world, plan, draft.joinedBy(plan.component())).of(held));
    }

    private static void enter(List<Written.Entry> entries, Map<String, SortedMap<String, VirtualRouter>> nodes) {
        for (Written.Entry entry : entries) {
            nodes.computeIfAbsent(entry.node(), ignored -> new TreeMap<>())
                    .put(Objects.requireNonNull(entry.router().name()), entry.router());
        }
    }

    /** A node's virtual routers, by name. */
    private SortedMap<String, VirtualRouter> routersOf(String node) {
        SortedMap<String, VirtualRouter> routers = planned.getOrDefault(node, new TreeMap<>());
        SortedMap<String, VirtualRouter> its = verbatims.get(node);
        if (its != null) {
            new GroupGuard(routers.values()).admit(List.copyOf(its.values()), routers);
        }
        return routers;
    }

    private @Nullable Instant nextLookAt() {
        Instant next = world.awaited().until();
        for (NodeFacts node : world.nodes()) {
            Instant its = node.standing().nextLookAt();
            if (its != null && (next == null || its.isBefore(next))) {
                next = its;
            }
        }
        return next;
    }

    /** The VRRPRouters whose Node is gone and of which no address is needed. */
    private Set<String> removable(Observed observed, List<Wish> wishes) {
        Set<String> orphans = new TreeSet<>(observed.routers().keySet());
        orphans.removeIf(name -> world.node(name) != null);
        if (orphans.isEmpty()) {
            return orphans;
        }
        Set<InetAddress> needed = new HashSet<>();
        wishes.forEach(wish -> wish.addresses().stream().map(IpPrefix::address).forEach(needed::add));
        for (NodeFacts node : world.nodes()) {
            node.holdings().stream()
                    .filter(Holding::isActive)
                    .forEach(holding -> needed.removeAll(holding.addresses()));
        }
        orphans.removeIf(
                name -> !isRemovable(Objects.requireNonNull(observed.routers().get(name)), needed));
        return orphans;
    }

    /**
     * Whether a VRRPRouter whose Node is gone can be deleted.
     *
     * @param needed the addresses that are wanted and that no present node holds
     */
    private static boolean isRemovable(ObservedRouter router, Set<InetAddress> needed) {
        return router.status() == null
                || router.status().virtualRouters().stream()
                        .filter(report -> report.state().equals("Active")
                                || report.state().equals("Releasing"))
                        .flatMap(report -> Addresses.of(report.addresses()).stream())
                        .noneMatch(needed::contains);
    }
}
