package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Foreigners.Heard;
import dev.virtualip.operator.plan.RouterIDs.Owner;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds places and Virtual Router IDs for what has none yet. */
final class Newcomers {
    private static final Finding FULL = new Finding(
            "NoEligibleNode",
            "every Node that suits has as much as its VRRPRouter can hold; widen nodeSelector, or add Nodes");

    private final World world;
    private final Draft draft;
    private final Sharing sharing;
    private final IDChoice ids;

    /**
     * Finds places beside what runs.
     *
     * @param open the components in which something is yet to be decided: nobody joins what runs of them
     */
    Newcomers(World world, Draft draft, List<ComponentPlan> open) {
        this.world = world;
        this.draft = draft;
        this.sharing = new Sharing(world, draft.loads());
        Set<String> undecided = new HashSet<>();
        open.forEach(plan -> plan.bonds().forEach(bond -> undecided.add(bond.name())));
        draft.running().stream()
                .filter(bond -> !undecided.contains(bond.name()))
                .forEach(sharing::add);
        this.ids = new IDChoice(world, draft.ids());
    }

    /** Keeps the ID that a person gave from those who take any. */
    void reserveGivenIDs(ComponentPlan plan) {
        for (Bond bond : plan.fresh()) {
            for (Unit unit : onNetworks(bond).units()) {
                Integer given = unit.givenID();
                if (given != null && unit.network() != Networks.UNKNOWN) {
                    draft.ids().reserve(unit.network(), unit.ipv6(), given);
                }
            }
        }
    }

    /** Who of a component cannot be carried out, as things stand. */
    Map<String, Finding> refusals(ComponentPlan plan) {
        Map<String, Finding> refusals = new TreeMap<>();
        RouterIDs among = new RouterIDs(world, new OwnedIDs());
        for (Bond bond : plan.bonds()) {
            bond.units().stream().filter(unit -> unit.id() == 0).forEach(unit -> check(bond, unit, among, refusals));
        }
        List<Bond> byAge = plan.fresh().stream()
                .sorted(Comparator.comparing(bond -> bond.wishes().getFirst(), Wish.BY_AGE))
                .toList();
        for (Bond bond : byAge) {
            Bond placed = onNetworks(bond);
            if (placed.units().stream().anyMatch(unit -> unit.network() == Networks.UNKNOWN)) {
                if (world.awaited().hindranceOf(bond) == null) {
                    refuseYoungest(bond, Explanation.ofNowhere(world, bond), refusals);
                }
            } else {
                placed.units().forEach(unit -> check(placed, unit, among, refusals));
                if (refusals.isEmpty() && mayShare(placed) == null && Placement.isFull(world, placed, draft.loads())) {
                    refuseYoungest(bond, FULL, refusals);
                }
            }
        }
        return refusals;
    }

    /** In a group the oldest come first: the youngest is the one too many. */
    private static void refuseYoungest(Bond bond, Finding finding, Map<String, Finding> refusals) {
        refusals.putIfAbsent(bond.wishes().getLast().name(), finding);
    }

    private void check(Bond bond, Unit unit, RouterIDs among, Map<String, Finding> refusals) {
        Integer given = unit.givenID();
        Finding finding = given == null ? checkFree(bond, unit) : checkGiven(unit, given, among);
        if (finding != null) {
            unit.wishes().forEach(wish -> refusals.putIfAbsent(wish.name(), finding));
        }
    }

    private @Nullable Finding checkFree(Bond bond, Unit unit) {
        boolean exhausted = unit.network() != Networks.UNKNOWN
                && draft.ids().free(unit.network(), unit.ipv6()) == 0
                && mayShare(bond) == null;
        return exhausted
                ? new Finding(
                        "VirtualRouterIDsExhausted",
                        "all 255 Virtual Router IDs of its network are taken for %s, and no virtual router with equal"
                                        .formatted(unit.ipv6() ? "IPv6" : "IPv4")
                                + " settings has room; give VirtualIPs equal settings so that they can share, or"
                                + " delete some")
                : null;
    }

    private @Nullable Finding checkGiven(Unit unit, int given, RouterIDs among) {
        Owner owner = draft.ids().owner(unit.network(), unit.ipv6(), given);
        if (owner == null) {
            among.own(unit.under(given));
            owner = among.owner(unit.network(), unit.ipv6(), given);
        }
        if (owner != null && !owner.router().equals(unit.name())) {
            return new Finding(
                    "VirtualRouterIDConflict",
                    "Virtual Router ID %d is taken on this network by VirtualIP %s; give another, or none"
                            .formatted(given, owner.virtualIP()));
        }
        Heard heard = world.foreigners().find(unit.network(), unit.ipv6(), given, unit.guests());
        return heard == null ? null : Conflicts.ofGiven(given, heard);
    }

    /** Gives a component what it needs; nobody in it is refused any more. */
    void place(ComponentPlan plan) {
        for (Bond bond : List.copyOf(plan.bonds())) {
            boolean complete = bond.units().stream().allMatch(unit -> unit.id() > 0);
            if (!complete && !awaits(plan, bond)) {
                number(plan, bond);
            }
        }
        for (Bond bond : plan.fresh()) {
            if (!awaits(plan, bond)) {
                place(plan, onNetworks(bond));
            }
        }
    }

    private void number(ComponentPlan plan, Bond bond) {
        Bond numbered = bond.of(bond.units().stream()
                .map(unit -> ids.of(plan.component(), bond, unit))
                .toList());
        plan.replace(numbered);
        numbered.units().forEach(draft.ids()::own);
    }

    /** Whether a node may run it that has yet to speak. */
    private boolean awaits(ComponentPlan plan, Bond bond) {
        Finding hindrance = world.awaited().hindranceOf(bond);
        if (hindrance != null) {
            bond.wishes().forEach(wish -> plan.wait(wish.name(), List.of(hindrance)));
        }
        return hindrance != null;
    }

    private void place(ComponentPlan plan, Bond bond) {
        Bond shared = mayShare(bond);
        if (shared != null) {
            join(plan, bond, shared);
            return;
        }
        List<Unit> units = new ArrayList<>();
        for (Unit unit : bond.units()) {
            units.add(ids.of(plan.component(), bond.of(merged(units, bond.units())), unit));
        }
        Bond numbered = bond.of(units);
        Bond placed = numbered.at(
                new Placement(world, numbered, draft.loads()).slots(takenPriorities(plan.component(), numbered)));
        draft.place(plan, placed);
        sharing.add(placed);
    }

    /** The units with those that are numbered already, so that the other family can have the same ID. */
    private static List<Unit> merged(List<Unit> numbered, List<Unit> all) {
        List<Unit> merged = new ArrayList<>(numbered);
        merged.addAll(all.subList(numbered.size(), all.size()));
        return merged;
    }

    private static Set<Integer> takenPriorities(Component component, Bond bond) {
        Set<Integer> taken = new HashSet<>();
        for (Unit unit : bond.units()) {
            component.holdings().getOrDefault(unit.name(), List.of()).stream()
                    .filter(holding -> holding.id() == unit.id())
                    .forEach(holding -> taken.add(holding.priority()));
        }
        return taken;
    }

    private void join(ComponentPlan plan, Bond bond, Bond shared) {
        Bond joined = Sharing.joined(shared, bond);
        Releases releases = new Releases(plan.component(), world.networks());
        List<Finding> hindrances = bond.units().stream()
                .flatMap(unit -> unit.firstAddresses().stream().map(address -> releases.hindranceOf(address, unit)))
                .filter(Objects::nonNull)
                .toList();
        if (hindrances.isEmpty()) {
            draft.join(shared, joined, bond);
            sharing.replace(shared, joined);
        } else {
            bond.wishes().forEach(wish -> plan.wait(wish.name(), hindrances));
        }
    }

    /** The bond to share, if IDs run short; null: it gets IDs of its own. */
    private @Nullable Bond mayShare(Bond bond) {
        boolean single = bond.wishes().size() == 1 && Sharing.isOpen(bond) && !bond.isRunning();
        boolean isShort = single
                && bond.units().stream()
                        .anyMatch(unit -> draft.ids().free(unit.network(), unit.ipv6()) <= Sharing.RESERVE);
        return isShort ? sharing.find(bond) : null;
    }

    private Bond onNetworks(Bond bond) {
        return bond.of(NetworkChoice.of(world, bond));
    }
}
