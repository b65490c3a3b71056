package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the nodes for a bond that is nowhere yet: by preference, then by rendezvous hashing, so that nodes that come
 * and go change little. The one that shall be Active is the first in that order that has not got more than its share.
 * Runs once for each new VirtualIP over all nodes, hence the plain arrays.
 */
final class Placement {
    /** Nobody starts with more than this many hundredths of the mean: the next node of the order is nearly as good. */
    private static final long SHARE_PERCENT = 105;

    private final World world;
    private final Bond bond;
    private final Options options;
    private final Loads loads;
    private final long[] weights;
    private final Map<Integer, Integer> remembered = new HashMap<>();
    private final int[] numbers;
    private final boolean[] lastResorts;
    private final long[] scores;

    /** A bond whose networks are chosen. */
    Placement(World world, Bond bond, Loads loads) {
        this.world = world;
        this.bond = bond;
        this.options = bond.options(world);
        this.loads = loads;
        this.weights = world.weights(bond.preferredNodes());
        // It comes back to where it was before, if that node still suits.
        bond.remembered().forEach((node, priority) -> remembered.put(world.number(node), priority));
        numbers = suitable();
        long hash = bond.hash();
        lastResorts = new boolean[numbers.length];
        scores = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            lastResorts[i] = options.isLastResort(numbers[i]);
            scores[i] = Hashes.of(hash, world.nodes().get(numbers[i]).hash());
        }
    }

    /** The places; empty: every node that suits is full. */
    List<Slot> slots(Set<Integer> takenPriorities) {
        if (numbers.length == 0) {
            return List.of();
        }
        boolean[] chosen = new boolean[numbers.length];
        List<Integer> order = new ArrayList<>();
        for (int next = active(); next >= 0 && order.size() < bond.maxCandidates(); next = best(chosen)) {
            chosen[next] = true;
            order.add(numbers[next]);
        }
        List<Integer> priorities = Priorities.fresh(order.size(), takenPriorities);
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            int number = order.get(i);
            slots.add(new Slot(world.nodes().get(number), options.interfaces(number), priorities.get(i), false, null));
        }
        slots.sort(Comparator.comparing(slot -> slot.node().name()));
        return slots;
    }

    private int[] suitable() {
        int[] all = options.nodes();
        int[] found = new int[all.length];
        long size = Loads.size(bond);
        int count = 0;
        for (int node : all) {
            if (options.suits(node) && loads.hasRoom(node, bond.units().size(), size)) {
                found[count++] = node;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Whether every node that suits is full. */
    static boolean isFull(World world, Bond bond, Loads loads) {
        Options options = bond.options(world);
        long size = Loads.size(bond);
        for (int node : options.nodes()) {
            if (options.suits(node) && loads.hasRoom(node, bond.units().size(), size)) {
                return false;
            }
        }
        return true;
    }

    /** Who shall be Active, of those that nobody is preferred to. */
    private int active() {
        int first = best(new boolean[numbers.length]);
        if (remembered.containsKey(numbers[first])) {
            return first;
        }
        long total = bond.weight();
        int equals = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (kind(i, first) == 0) {
                total += loads.of(numbers[i]);
                equals++;
            }
        }
        long share = Math.ceilDiv(total * SHARE_PERCENT, 100L * equals);
        boolean[] full = new boolean[numbers.length];
        int least = first;
        for (int i = 0; i < numbers.length; i++) {
            full[i] = kind(i, first) != 0 || loads.of(numbers[i]) + bond.weight() > share;
            if (kind(i, first) == 0 && loads.of(numbers[i]) < loads.of(numbers[least])) {
                least = i;
            }
        }
        int within = best(full);
        return within < 0 ? least : within;
    }

    /** The first in the order that is not passed over; -1: there is none. */
    private int best(boolean[] passedOver) {
        int best = -1;
        for (int i = 0; i < numbers.length; i++) {
            if (!passedOver[i] && (best < 0 || isBefore(i, best))) {
                best = i;
            }
        }
        return best;
    }

    private boolean isBefore(int a, int b) {
        int kind = kind(a, b);
        if (kind != 0) {
            return kind < 0;
        }
        if (!remembered.isEmpty()) {
            int before = remembered.getOrDefault(numbers[a], 0) - remembered.getOrDefault(numbers[b], 0);
            if (before != 0) {
                return before > 0;
            }
        }
        return scores[a] > scores[b];
    }

    /** Who is no last resort comes first, then who is preferred more. */
    private int kind(int a, int b) {
        int resort = Boolean.compare(lastResorts[a], lastResorts[b]);
        return resort != 0 ? resort : Long.compare(weights[numbers[b]], weights[numbers[a]]);
    }
}
