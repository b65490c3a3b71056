package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Draft.Home;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The planner with what it knows from the plan before. */
final class Planning {
    private final NodeMemory nodes = new NodeMemory();
    private final WishMemory wishes = new WishMemory();
    private final Partition partition = new Partition();
    private final Map<Component, Settled> settled = new HashMap<>();
    private final Set<Component> open = new HashSet<>();
    private final Set<Component> lookers = new HashSet<>();
    /** What was decided in the last plan beside what runs, which the next plan decides anew. */
    private final Set<Component> decided = new HashSet<>();

    private final boolean moveOnCordon;
    private final World world;
    private final Ledger ledger;
    private final PlanBuilder builder;

    Planning(boolean moveOnCordon) {
        this.moveOnCordon = moveOnCordon;
        world = new World(moveOnCordon);
        ledger = new Ledger(world);
        builder = new PlanBuilder(world);
    }

    /** The plan; null: so much is new that it has to be made without a memory. */
    @SuppressWarnings("ReferenceEquality") // World keeps the very same Foreigners while nothing is new of them.
    @Nullable
    Plan plan(Desired desired, Observed observed, Instant now) {
        if (observed.moveOnCordon() != moveOnCordon) {
            return null;
        }
        List<NodeChange> nodeChanges = nodes.update(observed, now);
        Map<String, @Nullable Wish> wishChanges = wishes.update(desired, observed.secretKeys());
        boolean first = world.nodes().isEmpty();
        if (!first && !world.networks().stayWith(nodeChanges, wishes::askFor)) {
            return null;
        }
        Awaited awaited = world.awaited();
        Foreigners foreigners = world.foreigners();
        boolean hadSilent = world.hasSilent();
        world.update(nodes.all(), nodeChanges, now);
        Set<Component> anew = new LinkedHashSet<>();
        Partition.Update update = partition.update(wishChanges, nodeChanges);
        if (!awaited.equals(world.awaited())) {
            anew.addAll(partition.all());
        }
        nodeChanges.forEach(change -> addAffected(change, anew));
        if (nodeChanges.stream().anyMatch(NodeChange::comesOrGoes)) {
            ledger.renumber(settled.values());
        }
        update.dissolved().forEach(this::forget);
        anew.removeAll(update.dissolved());
        anew.forEach(this::forget);
        anew.addAll(update.formed());
        anew.forEach(this::settle);
        Draft draft = decide();
        builder.forget(update.dissolved());
        Set<Component> toSay = new LinkedHashSet<>(anew);
        if (foreigners != world.foreigners() || hadSilent != world.hasSilent()) {
            toSay.addAll(settled.keySet());
        }
        say(draft, toSay);
        return builder.build(observed, nodeChanges, wishes.all());
    }

    /** Who has to look at a node again. */
    private void addAffected(NodeChange change, Set<Component> affected) {
        affected.addAll(partition.on(change.name()));
        if (!change.offersTheSame()) {
            affected.addAll(lookers);
        }
        if (!change.hasSameAddresses()) {
            for (NodeFacts node : List.of(change.before(), change.after())) {
                node.links().stream()
                        .flatMap(link -> link.addresses().stream())
                        .map(prefix -> partition.home(prefix.address()))
                        .filter(Objects::nonNull)
                        .forEach(affected::add);
            }
        }
    }

    private void forget(Component component) {
        Settled its = settled.remove(component);
        if (its != null) {
            ledger.remove(its);
        }
        open.remove(component);
        lookers.remove(component);
    }

    private void settle(Component component) {
        Settled its = new Settling(world, component, Map.of()).settle();
        settled.put(component, its);
        ledger.add(its);
        if (its.looksAround()) {
            lookers.add(component);
        }
        if (its.isOpen()) {
            open.add(component);
        }
    }

    /** Decides what is not as it runs: who moves to a node that has little, and where what is new begins. */
    private Draft decide() {
        Draft draft = new Draft(world, ledger, this::home);
        Map<Component, Settled> opened = new HashMap<>();
        Map<String, NodeFacts> wanted = Levelling.of(world, ledger);
        for (String bond : wanted.keySet()) {
            Component component = Objects.requireNonNull(home(bond)).component();
            opened.computeIfAbsent(component, its -> new Settling(world, its, Map.of()).settle(wanted));
        }
        open.forEach(component -> opened.computeIfAbsent(component, this::settledOf));
        List<Component> byAge =
                opened.keySet().stream().sorted(Component::compareAge).toList();
        opened.values().forEach(draft::open);
        Newcomers newcomers = new Newcomers(world, draft);
        byAge.forEach(component -> newcomers.reserveGivenIDs(Objects.requireNonNull(opened.get(component))));
        byAge.forEach(component -> admit(draft, newcomers, component, Objects.requireNonNull(opened.get(component))));
        return draft;
    }

    /** Each round refuses at least one more. */
    private void admit(Draft draft, Newcomers newcomers, Component component, Settled its) {
        Map<String, Finding> refusals = new TreeMap<>();
        Settled last = its;
        while (true) {
            Map<String, Finding> more = newcomers.refusals(last);
            if (more.isEmpty()) {
                newcomers.place(component, last);
                return;
            }
            refusals.putAll(more);
            last = new Settling(world, component, refusals).settle();
            own(draft.ids(), last);
        }
    }

    private static void own(RouterIDs ids, Settled its) {
        its.bonds().forEach(bond -> bond.units().forEach(ids::own));
        its.verbatims().forEach(ids::own);
    }

    private Settled settledOf(Component component) {
        return Objects.requireNonNull(settled.get(component));
    }

    private @Nullable Home home(String router) {
        Component component = partition.home(Components.router(router));
        return component == null ? null : new Home(component, settledOf(component));
    }

    /** Says anew what came of components, and of those that somebody joined or left. */
    private void say(Draft draft, Collection<Component> anew) {
        Set<Component> all = new LinkedHashSet<>(anew);
        decided.stream().filter(settled::containsKey).forEach(all::add);
        all.addAll(draft.decisions().keySet());
        decided.clear();
        decided.addAll(draft.decisions().keySet());
        for (Component component : all) {
            Decision decision = draft.decisions().get(component);
            Piece piece = decision == null
                    ? Piece.of(world, component, new Decision(settledOf(component)), List.of())
                    : Piece.of(world, component, decision, draft.guests(component));
            builder.put(component, piece);
        }
    }

    /** How much is remembered that may not be needed any more. */
    int memories() {
        return world.memories() + wishes.memories();
    }
}
