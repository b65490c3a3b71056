package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /**
     * The nodes that shall hold what they do not hold yet, by the bonds' names.
     *
     * @param bonds everything that runs
     * @param loads what that is on each node; is changed by what shall move
     */
    static Map<String, NodeFacts> of(World world, Collection<Bond> bonds, Loads loads) {
        Levelling levelling = new Levelling(world, loads);
        Map<List<List<Pool>>, List<Bond>> groups = new LinkedHashMap<>();
        for (Bond bond : bonds) {
            groups.computeIfAbsent(new Options(world, bond).pools(), ignored -> new ArrayList<>())
                    .add(bond);
        }
        groups.values().stream()
                .sorted(Comparator.comparing(Levelling::firstName))
                .forEach(levelling::level);
        return levelling.wanted;
    }

    private static String firstName(List<Bond> group) {
        return group.stream().map(Bond::name).min(Comparator.naturalOrder()).orElseThrow();
    }

    private void level(List<Bond> group) {
        Options options = new Options(world, group.getFirst());
        List<Integer> nodes = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < world.nodes().size(); i++) {
            if (options.suits(i)) {
                nodes.add(i);
                total += loads.of(i);
            }
        }
        Share share = new Share(total, nodes.size());
        nodes.stream()
                .filter(node -> !options.isLastResort(node) && share.isLittle(loads.of(node)))
                .sorted(Comparator.comparingLong(loads::of))
                .forEach(node -> fill(node, share, group));
    }

    private void fill(int receiver, Share share, List<Bond> group) {
        NodeFacts node = world.nodes().get(receiver);
        Comparator<Bond> order = Comparator.comparingLong((Bond bond) -> Hashes.of(bond.hash(), node.hash()))
                .reversed()
                .thenComparing(Bond::name);
        for (Bond bond : group.stream().sorted(order).toList()) {
            if (!share.isLittle(loads.of(receiver))) {
                return;
            }
            int holder = holder(bond);
            if (holder >= 0 && mayMove(bond, node) && share.isBetter(loads, holder, receiver, bond.weight())) {
                wanted.put(bond.name(), node);
                loads.move(holder, receiver, bond.weight());
            }
        }
    }

    /** Who holds it; -1: nobody that could hand it over. */
    private int holder(Bond bond) {
        @Nullable Slot top = bond.top();
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
                && new Options(world, bond).suits(world.number(node.name()))
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

        /** Whether the one has more than the mean, and after a move still no less than the other. */
        boolean isBetter(Loads loads, int holder, int receiver, long weight) {
            return loads.of(holder) * nodes > total && loads.of(holder) - weight >= loads.of(receiver) + weight;
        }
    }
}
