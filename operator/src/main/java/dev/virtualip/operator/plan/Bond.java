package dev.virtualip.operator.plan;

import dev.virtualip.crds.Preempt;
import dev.virtualip.crds.VirtualIPSpec.PreferredNode;
import dev.virtualip.crds.VirtualIPStatus.RouterSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Virtual routers that go together: the same nodes, in the same order. Most are alone. */
final class Bond {
    private final @Nullable String moveGroup;
    private final List<Unit> units;
    private final List<Slot> slots;
    private final int weight;
    private @Nullable Options options;

    /**
     * A bond.
     *
     * @param moveGroup the group by which agents know that they go together; null: there is but one
     * @param units the virtual routers
     * @param slots the nodes that take part, by name in order; empty: they are yet to be chosen
     */
    Bond(@Nullable String moveGroup, List<Unit> units, List<Slot> slots) {
        this.moveGroup = moveGroup;
        this.units = units.size() == 1
                ? List.copyOf(units)
                : units.stream().sorted(Comparator.comparing(Unit::name)).toList();
        this.slots = List.copyOf(slots);
        int sum = 0;
        for (Unit unit : units) {
            sum += unit.addressCount();
        }
        weight = sum;
    }

    @Nullable
    String moveGroup() {
        return moveGroup;
    }

    /** The virtual routers, by name in order. */
    List<Unit> units() {
        return units;
    }

    /** The nodes that take part, by name in order; empty: they are yet to be chosen. */
    List<Slot> slots() {
        return slots;
    }

    /** Where it could get a new place; answered once, and true for as long as the pools are kept up to date. */
    Options options(World world) {
        Options known = options;
        if (known == null) {
            known = new Options(world, this);
            options = known;
        }
        return known;
    }

    Bond at(List<Slot> chosen) {
        return new Bond(moveGroup, units, chosen);
    }

    Bond of(List<Unit> changed) {
        return new Bond(moveGroup, changed, slots);
    }

    /** What tells it from all others. */
    String name() {
        return units.getFirst().name();
    }

    /** The VirtualIPs of all units, the oldest first. */
    List<Wish> wishes() {
        if (units.size() == 1 && units.getFirst().parts().size() == 1) {
            return units.getFirst().wishes();
        }
        return units.stream()
                .flatMap(unit -> unit.wishes().stream())
                .distinct()
                .sorted(Wish.BY_AGE)
                .toList();
    }

    /** What its nodes had or were to have, by the statuses of its VirtualIPs, the oldest one's first: priorities. */
    Map<String, Integer> remembered() {
        Map<String, Integer> priorities = new HashMap<>();
        for (Wish wish : wishes().reversed()) {
            for (RouterSummary router : wish.wanted().status().virtualRouters()) {
                router.nodes().forEach(node -> priorities.put(node.name(), node.priority()));
            }
        }
        return priorities;
    }

    /** On what the order of nodes hangs; the same as long as the first virtual router is. */
    long hash() {
        return Hashes.of(moveGroup == null ? name() : moveGroup);
    }

    /** How many addresses its Active answers for. */
    int weight() {
        return weight;
    }

    /** How many nodes take part: what the most modest asks for. */
    int maxCandidates() {
        return units.stream()
                .flatMap(unit -> unit.wishes().stream())
                .mapToInt(wish -> wish.read().maxCandidates())
                .min()
                .orElseThrow();
    }

    /** The preferences of all; of equal settings, which share, only once. */
    List<PreferredNode> preferredNodes() {
        return units.stream()
                .flatMap(unit -> unit.wishes().stream())
                .map(Wish::read)
                .distinct()
                .flatMap(settings -> settings.preferredNodes().stream())
                .toList();
    }

    /** Whether it changes places when the priorities say so. */
    boolean preempts() {
        return units.getFirst().settings().preempt().policyOrDefault() == Preempt.Policy.ALWAYS;
    }

    /** Whether any of it runs. */
    boolean isRunning() {
        return units.stream().anyMatch(unit -> unit.running() != null);
    }

    /** The slot of the highest priority among those whose node has not been away for long; null: there is none. */
    @Nullable
    Slot top() {
        Slot top = null;
        for (Slot slot : slots) {
            if (!slot.node().standing().absent() && (top == null || slot.priority() > top.priority())) {
                top = slot;
            }
        }
        return top;
    }

    static List<Bond> group(List<Unit> units) {
        GrowingSets<String> sets = new GrowingSets<>();
        for (Unit unit : units) {
            for (Wish wish : unit.wishes()) {
                sets.join(key(unit), "VirtualIP " + wish.name());
                String group = wish.moveGroup();
                if (group != null) {
                    sets.join(key(unit), "group " + group);
                }
            }
        }
        Map<String, List<Unit>> together = new LinkedHashMap<>();
        units.forEach(unit -> together.computeIfAbsent(sets.of(key(unit)), ignored -> new ArrayList<>())
                .add(unit));
        return together.values().stream()
                .map(members -> new Bond(moveGroupOf(members), members, List.of()))
                .toList();
    }

    private static String key(Unit unit) {
        return "unit " + unit.name();
    }

    /** The group that a person gave, or if there are several units, the oldest VirtualIP of both families. */
    private static @Nullable String moveGroupOf(List<Unit> units) {
        List<Wish> wishes = new Bond(null, units, List.of()).wishes();
        for (Wish wish : wishes) {
            String given = wish.read().moveGroup();
            if (given != null) {
                return given;
            }
        }
        return units.size() == 1
                ? null
                : wishes.stream()
                        .filter(Wish::isOfBothFamilies)
                        .findFirst()
                        .map(Wish::moveGroup)
                        .orElse(null);
    }
}
