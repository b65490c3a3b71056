package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One run of the planner. */
final class Planning {
    private final Observed observed;
    private final World world;
    private final List<Wish> wishes;
    private final Draft draft;
    private final Map<String, Settled> settled = new HashMap<>();
    private final Map<String, Component> homes = new HashMap<>();

    Planning(Desired desired, Observed observed, Instant now) {
        this.observed = observed;
        this.world = new World(
                observed.nodes().stream()
                        .map(node -> NodeFacts.of(node, observed.routers().get(node.name()), now))
                        .sorted(Comparator.comparing(NodeFacts::name))
                        .toList(),
                observed.moveOnCordon(),
                now);
        Wishes reader = new Wishes(desired.pools(), observed.secretKeys());
        this.wishes = desired.virtualIPs().stream()
                .map(reader::read)
                .sorted(Wish.BY_AGE)
                .toList();
        this.draft = new Draft(world);
    }

    Plan plan() {
        List<Component> components = Components.of(wishes, holdings());
        for (Component component : components) {
            settled.put(component.name(), new Settling(world, component, Map.of()).settle());
            component.wishes().forEach(wish -> homes.put(wish.name(), component));
        }
        level(components);
        takeIDs();
        List<Component> open = components.stream().filter(this::isOpen).toList();
        components.stream().filter(component -> !isOpen(component)).forEach(this::close);
        Newcomers newcomers = new Newcomers(world, draft);
        open.forEach(component -> newcomers.reserveGivenIDs(settledOf(component)));
        open.forEach(component -> admit(newcomers, component));
        return write();
    }

    /** Moves what a node gets that has too little. */
    private void level(List<Component> components) {
        Loads loads = new Loads(world.nodes().size());
        List<Bond> running = new ArrayList<>();
        for (Settled its : settled.values()) {
            its.bonds().forEach(bond -> loads.add(world, bond));
            its.verbatims().forEach(verbatim -> loads.add(world, verbatim));
            running.addAll(its.bonds());
        }
        Map<String, NodeFacts> wanted = Levelling.of(world, running, loads);
        for (Component component : components) {
            if (settledOf(component).bonds().stream().anyMatch(bond -> wanted.containsKey(bond.name()))) {
                settled.put(component.name(), new Settling(world, component, Map.of()).settle(wanted));
            }
        }
    }

    /** Whether something in it has no place or no Virtual Router ID yet. */
    private boolean isOpen(Component component) {
        Settled its = settledOf(component);
        return !its.fresh().isEmpty()
                || its.bonds().stream().anyMatch(bond -> bond.units().stream().anyMatch(unit -> unit.id() == 0));
    }

    private void close(Component component) {
        Settled its = settledOf(component);
        its.bonds().forEach(draft::add);
        its.verbatims().forEach(draft::add);
        conclude(its);
    }

    private void conclude(Settled its) {
        draft.refuse(its.refused());
        its.pending().forEach(draft::wait);
    }

    /** Each round refuses at least one more. */
    private void admit(Newcomers newcomers, Component component) {
        Map<String, Finding> refusals = new TreeMap<>();
        while (true) {
            Map<String, Finding> more = newcomers.refusals(settledOf(component));
            if (more.isEmpty()) {
                newcomers.place(component, settledOf(component));
                conclude(settledOf(component));
                return;
            }
            refusals.putAll(more);
            settled.put(component.name(), new Settling(world, component, refusals).settle());
            own(settledOf(component));
        }
    }

    private Settled settledOf(Component component) {
        return Objects.requireNonNull(settled.get(component.name()));
    }

    private Map<String, List<Holding>> holdings() {
        Map<String, List<Holding>> holdings = new TreeMap<>();
        for (NodeFacts node : world.nodes()) {
            for (Holding holding : node.holdings()) {
                holdings.computeIfAbsent(holding.name(), ignored -> new ArrayList<>(4))
                        .add(holding);
            }
        }
        return holdings;
    }

    /** What runs has its ID, and so has what is not yet confirmed to be gone. */
    private void takeIDs() {
        for (NodeFacts node : world.nodes()) {
            for (Holding holding : node.holdings()) {
                int network = world.networks().of(holding.node(), holding.interfaceName());
                draft.ids().take(network, holding.ipv6(), holding.id());
            }
        }
        settled.values().stream()
                .sorted(Comparator.comparing(Planning::firstName))
                .forEach(this::own);
    }

    /** A name that no two components have in common. */
    private static String firstName(Settled its) {
        return Stream.concat(
                        its.bonds().stream().map(Bond::name),
                        its.verbatims().stream()
                                .map(verbatim -> verbatim.router().name()))
                .min(Comparator.naturalOrder())
                .orElse("");
    }

    private void own(Settled its) {
        its.bonds().stream()
                .flatMap(bond -> bond.units().stream())
                .filter(unit -> unit.id() > 0)
                .sorted(Comparator.comparing(Unit::name))
                .forEach(draft.ids()::own);
        its.verbatims().stream()
                .sorted(Comparator.comparing(verbatim -> verbatim.router().name()))
                .forEach(draft.ids()::own);
    }

    private Plan write() {
        Map<String, SortedMap<String, VirtualRouter>> routers = new HashMap<>();
        Map<String, List<Finding>> held = new HashMap<>();
        world.nodes().forEach(node -> routers.put(node.name(), new TreeMap<>()));
        List<Written> all = new ArrayList<>();
        for (Bond bond : draft.bonds()) {
            Component component =
                    Objects.requireNonNull(homes.get(bond.wishes().getFirst().name()));
            all.add(BondWriter.write(world, bond, new Releases(component, world.networks())));
        }
        for (Written written : all) {
            written.entries()
                    .forEach(entry -> Objects.requireNonNull(routers.get(entry.node()))
                            .put(Objects.requireNonNull(entry.router().name()), entry.router()));
            written.held()
                    .forEach((name, findings) -> held.computeIfAbsent(name, ignored -> new ArrayList<>())
                            .addAll(findings));
        }
        addVerbatims(routers);
        SortedMap<String, VRRPRouterSpec> specs = new TreeMap<>();
        SortedMap<String, String> unconfirmed = new TreeMap<>();
        for (NodeFacts node : world.nodes()) {
            SortedMap<String, VirtualRouter> its = Objects.requireNonNull(routers.get(node.name()));
            specs.put(node.name(), NodeSpecs.spec(its));
            String memory = NodeSpecs.unconfirmed(node, its);
            if (!memory.isEmpty()) {
                unconfirmed.put(node.name(), memory);
            }
        }
        return new Plan(
                specs,
                unconfirmed,
                removable(),
                new Verdicts(world, draft).of(wishes, held),
                Stream.concat(
                                world.nodes().stream()
                                        .map(node -> node.standing().nextLookAt()),
                                Stream.of(world.awaited()).map(Awaited::until))
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private void addVerbatims(Map<String, SortedMap<String, VirtualRouter>> routers) {
        Map<String, List<VirtualRouter>> verbatims = new HashMap<>();
        for (Verbatim verbatim : draft.verbatims()) {
            Written.of(verbatim)
                    .entries()
                    .forEach(entry -> verbatims
                            .computeIfAbsent(entry.node(), ignored -> new ArrayList<>())
                            .add(entry.router()));
        }
        verbatims.forEach((node, its) -> {
            SortedMap<String, VirtualRouter> routersOfNode = Objects.requireNonNull(routers.get(node));
            new GroupGuard(List.copyOf(routersOfNode.values())).admit(its, routersOfNode);
        });
    }

    private Set<String> removable() {
        Set<InetAddress> needed = new HashSet<>();
        wishes.forEach(wish -> wish.addresses().stream().map(IpPrefix::address).forEach(needed::add));
        for (NodeFacts node : world.nodes()) {
            node.holdings().stream()
                    .filter(Holding::isActive)
                    .forEach(holding -> needed.removeAll(holding.addresses()));
        }
        Set<String> removable = new TreeSet<>();
        observed.routers().forEach((name, router) -> {
            if (world.node(name) == null && NodeSpecs.isRemovable(router, needed)) {
                removable.add(name);
            }
        });
        return removable;
    }
}
