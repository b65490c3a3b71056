package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Which bonds shall get another Active because a node has far less than its share, as one that joined. That node pulls
 * those that rendezvous hashing would give to it, from nodes that have more than the mean, until it has enough; so no
 * more moves than its share, and nothing moves back. Only what preempts is moved, by preemption: first the node becomes
 * a candidate, then it gets the highest priority.
 */
final class Levelling {
    /** A node that has so many hundredths of the mean is left alone: chance alone makes such differences. */
    private static final long ENOUGH_PERCENT = 70;

    private final World world;
    private final Loads loads;
    private final Map<String, NodeFacts> wanted = new HashMap<>();

    private Levelling(World world, Loads loads) {
        this.world = world;
        this.loads = loads;
    }

    /** The nodes that shall hold what they do not hold yet, by the bonds' names. */
    static Map<String, NodeFacts> of(World world, Ledger ledger) {
        Levelling levelling = new Levelling(world, ledger.loads().copy());
        List<Group> groups = new ArrayList<>();
        for (SortedMap<String, Bond> bonds : ledger.groups()) {
            Group group = levelling.group(bonds.values());
            if (!group.receivers().isEmpty()) {
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
     * @param receivers the nodes that have little, those with the least first
     * @param share what a node has on average
     */
    private record Group(Collection<Bond> bonds, List<Integer> receivers, Share share) {}

    private Group group(Collection<Bond> bonds) {
        Options options = bonds.iterator().next().options(world);
        long total = 0;
        int count = 0;
        for (int node : options.nodes()) {
            if (options.suits(node)) {
                total += loads.of(node);
                count++;
            }
        }
        Share share = new Share(total, count);
        List<Integer> receivers = new ArrayList<>(0);
        for (int node : options.nodes()) {
            if (options.suits(node) && !options.isLastResort(node) && share.isLittle(loads.of(node))) {
                receivers.add(node);
            }
        }
        receivers.sort(Comparator.comparingLong(loads::of));
        return new Group(bonds, receivers, share);
    }

    private void level(Group group) {
        List<Held> rich = group.bonds().stream()
                .map(bond -> new Held(bond, holder(bond)))
                .filter(held -> held.holder() >= 0 && group.share().isMuch(loads.of(held.holder())))
                .toList();
        for (int receiver : group.receivers()) {
            NodeFacts node = world.nodes().get(receiver);
            Comparator<Held> order = Comparator.comparingLong(
                            (Held held) -> Hashes.of(held.bond().hash(), node.hash()))
                    .reversed()
                    .thenComparing(held -> held.bond().name());
            List<Held> candidates = new ArrayList<>();
            for (Held held : rich) {
                if (isBetter(group.share(), held, receiver) && mayMove(held.bond(), node)) {
                    candidates.add(held);
                }
            }
            candidates.sort(order);
            for (Held held : candidates) {
                if (group.share().isLittle(loads.of(receiver)) && isBetter(group.share(), held, receiver)) {
                    wanted.put(held.bond().name(), node);
                    loads.move(held.holder(), receiver, held.bond().weight());
                }
            }
        }
    }

    /**
     * A bond that can be handed over.
     *
     * @param bond the bond
     * @param holder the number of the node that holds it
     */
    private record Held(Bond bond, int holder) {}

    private boolean isBetter(Share share, Held held, int receiver) {
        return share.isBetter(
                loads.of(held.holder()), loads.of(receiver), held.bond().weight());
    }

    /** Who holds it; -1: nobody that could hand it over. */
    private int holder(Bond bond) {
        Slot top = bond.top();
        return top == null || top.leaving() || !top.node().node().ready()
                ? -1
                : world.number(top.node().name());
    }

    private boolean mayMove(Bond bond, NodeFacts node) {
        return bond.preempts()
                && !wanted.containsKey(bond.name())
                && bond.preferredNodes().isEmpty()
                && bond.units().stream().allMatch(unit -> unit.id() > 0 && unit.network() != Networks.UNKNOWN)
                && bond.slots().stream().noneMatch(slot -> world.isShunned(slot.node()))
                && Releases.hindranceOn(node, bond, world.networks()) == null;
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

        /** Whether the one has more than the mean, and after a move still no less than the other. */
        boolean isBetter(long holder, long receiver, long weight) {
            return isMuch(holder) && holder - weight >= receiver + weight;
        }
    }
}
