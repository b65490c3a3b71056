package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualRouterStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Chooses the bonds that get another Active to even out the load. A node with far less than the mean, such as one that
 * joined, takes bonds from nodes above the mean; a node with clearly more than the mean gives bonds away. Every move
 * makes the loads of two nodes more alike, so that moves come to an end and none is taken back. Only what preempts is
 * moved, by preemption: the receiver becomes a candidate, and gets the highest priority when all others accept its
 * advertisements. Few bonds move at a time; the next ones follow when their Actives are where they were planned.
 */
final class Levelling {
    /** A node with this percentage of the mean is not filled up: chance alone makes such differences. */
    private static final long ENOUGH_PERCENT = 70;

    /** A node with more than this percentage of the mean gives bonds away; new ones are placed up to 105. */
    private static final long TOO_MUCH_PERCENT = 115;

    /** So many bonds with the same nodes to choose from move at a time, or a tenth of them if that is more. */
    private static final int MOVES_AT_A_TIME = 8;

    private static final int PART_AT_A_TIME = 10;

    private final World world;
    private final Loads loads;
    private final Map<String, NodeFacts> wanted = new HashMap<>();

    private Levelling(World world, Loads loads) {
        this.world = world;
        this.loads = loads;
    }

    /** The nodes that are to hold what they do not hold yet, by the bonds' names. */
    static Map<String, NodeFacts> of(World world, Loads loads, List<Bond> running) {
        Levelling levelling = new Levelling(world, loads.copy());
        Map<Options.Kind, SortedMap<String, Bond>> byKind = new HashMap<>();
        for (Bond bond : running) {
            byKind.computeIfAbsent(bond.options(world).kind(), ignored -> new TreeMap<>())
                    .put(bond.name(), bond);
        }
        List<Group> groups = new ArrayList<>();
        for (SortedMap<String, Bond> bonds : byKind.values()) {
            Group group = levelling.group(bonds.values());
            if (group.isUneven(levelling.loads)) {
                groups.add(group);
            }
        }
        groups.sort(
                Comparator.comparing(group -> group.bonds().iterator().next().name()));
        groups.forEach(levelling::level);
        return levelling.wanted;
    }

    /**
     * Bonds that have the same nodes to choose from.
     *
     * @param bonds the bonds, by name in order
     * @param nodes the nodes that suit, by number in order
     * @param receivers those of them that may get more
     * @param share what a node has on average
     */
    private record Group(Collection<Bond> bonds, List<Integer> nodes, List<Integer> receivers, Share share) {
        private boolean isUneven(Loads loads) {
            return nodes.stream().anyMatch(node -> share.isTooMuch(loads.of(node)))
                    || receivers.stream().anyMatch(node -> share.isLittle(loads.of(node)));
        }
    }

    private Group group(Collection<Bond> bonds) {
        Options options = bonds.iterator().next().options(world);
        List<Integer> nodes = new ArrayList<>();
        List<Integer> receivers = new ArrayList<>();
        long total = 0;
        for (int node : options.nodes()) {
            if (options.suits(node)) {
                total += loads.of(node);
                nodes.add(node);
                if (!options.isLastResort(node)) {
                    receivers.add(node);
                }
            }
        }
        return new Group(bonds, nodes, receivers, new Share(total, nodes.size()));
    }

    private void level(Group group) {
        Map<Integer, List<Bond>> held = new HashMap<>();
        int left = Math.max(MOVES_AT_A_TIME, group.bonds().size() / PART_AT_A_TIME);
        for (Bond bond : group.bonds()) {
            int holder = holder(bond);
            if (holder >= 0 && mayMove(bond)) {
                left -= isOnItsWay(bond) ? 1 : 0;
                held.computeIfAbsent(holder, ignored -> new ArrayList<>()).add(bond);
            }
        }
        List<Integer> poor = group.receivers().stream()
                .filter(node -> group.share().isLittle(loads.of(node)))
                .sorted(Comparator.comparingLong(loads::of))
                .toList();
        for (int receiver : poor) {
            while (left > 0 && group.share().isLittle(loads.of(receiver)) && move(group, held, rich(group), receiver)) {
                left--;
            }
        }
        for (int holder : rich(group)) {
            while (left > 0 && group.share().isTooMuch(loads.of(holder)) && give(group, held, holder)) {
                left--;
            }
        }
    }

    /** The nodes that have more than the mean, those with the most first. */
    private List<Integer> rich(Group group) {
        return group.nodes().stream()
                .filter(node -> group.share().isMuch(loads.of(node)))
                .sorted(Comparator.comparingLong((Integer node) -> loads.of(node))
                        .reversed())
                .toList();
    }

    private boolean give(Group group, Map<Integer, List<Bond>> held, int holder) {
        List<Integer> byLoad = group.receivers().stream()
                .sorted(Comparator.comparingLong(loads::of))
                .toList();
        return byLoad.stream().anyMatch(receiver -> move(group, held, List.of(holder), receiver));
    }

    /** Moves one bond from one of these nodes to another node; false: there is none that would make it better. */
    private boolean move(Group group, Map<Integer, List<Bond>> held, List<Integer> holders, int receiver) {
        NodeFacts node = world.nodes().get(receiver);
        Bond best = null;
        int from = -1;
        for (int holder : holders) {
            for (Bond bond : held.getOrDefault(holder, List.of())) {
                boolean better = group.share().isBetter(loads.of(holder), loads.of(receiver), bond.weight());
                if (better
                        && !wanted.containsKey(bond.name())
                        && (best == null || isBefore(bond, best, node))
                        && Releases.hindranceOn(node, bond, world.networks()) == null) {
                    best = bond;
                    from = holder;
                }
            }
        }
        if (best == null) {
            return false;
        }
        wanted.put(best.name(), node);
        loads.move(from, receiver, best.weight());
        return true;
    }

    /**
     * Which of two bonds a node gets first: one of which it is a candidate, so that one that was begun is brought to
     * its end and as little as possible changes; then the one that rendezvous hashing would give to it.
     */
    private static boolean isBefore(Bond a, Bond b, NodeFacts node) {
        boolean candidate = isCandidate(a, node);
        if (candidate != isCandidate(b, node)) {
            return candidate;
        }
        int score = Long.compare(Hashes.of(a.hash(), node.hash()), Hashes.of(b.hash(), node.hash()));
        return score != 0 ? score > 0 : a.name().compareTo(b.name()) < 0;
    }

    private static boolean isCandidate(Bond bond, NodeFacts node) {
        return bond.units().stream().allMatch(unit -> node.place(unit.name()) != null);
    }

    /** Whether the node that is planned first is yet to become Active, and nothing is known to keep it from that. */
    private boolean isOnItsWay(Bond bond) {
        Slot top = bond.top();
        return top != null
                && top.node().standing().obstacle() == null
                && bond.units().stream().anyMatch(unit -> isOnItsWay(unit, top));
    }

    private boolean isOnItsWay(Unit unit, Slot top) {
        Holding place = top.node().place(unit.name());
        VirtualRouterStatus report = place == null ? null : place.report();
        if (report == null || report.state().equals("Active")) {
            return report == null;
        }
        // Whoever else is Active of it, such as a keepalived during a migration, may stay so for good.
        return report.activeRouter() == null
                || Addresses.read(report.activeRouter())
                        .map(IpPrefix::address)
                        .filter(source ->
                                world.owners().isAnothers(source, top.node().name()))
                        .isPresent();
    }

    /** The number of the node that is planned first; -1: none that could hand over. */
    private int holder(Bond bond) {
        Slot top = bond.top();
        return top == null || top.leaving() || !top.node().node().ready()
                ? -1
                : world.number(top.node().name());
    }

    private boolean mayMove(Bond bond) {
        return bond.preempts()
                && bond.preferredNodes().isEmpty()
                && bond.units().stream().allMatch(unit -> unit.id() > 0 && unit.network() != Networks.UNKNOWN)
                && bond.slots().stream().noneMatch(slot -> world.isShunned(slot.node()))
                && bond.units().stream().noneMatch(this::isContested);
    }

    /** Whether others use its Virtual Router ID: until that is resolved, it stays where it is. */
    private boolean isContested(Unit unit) {
        return world.foreigners().find(unit.network(), unit.ipv6(), unit.id(), unit.guests()) != null;
    }

    /**
     * What a node has on average.
     *
     * @param total what all nodes have
     * @param nodes how many they are
     */
    private record Share(long total, int nodes) {
        boolean isLittle(long load) {
            return load * nodes * 100 < total * ENOUGH_PERCENT;
        }

        /** Whether it is more than the mean. */
        boolean isMuch(long load) {
            return load * nodes > total;
        }

        boolean isTooMuch(long load) {
            return load * nodes * 100 > total * TOO_MUCH_PERCENT;
        }

        /** Whether the one has more than the mean, and after a move still no less than the other. */
        boolean isBetter(long holder, long receiver, long weight) {
            return isMuch(holder) && holder - weight >= receiver + weight;
        }
    }
}
