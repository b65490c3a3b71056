package dev.virtualip.operator.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the places of a bond their priorities. What is in order stays as it is; one that shall rise rises over the
 * others, which keep theirs.
 */
final class Ranking {
    /** What an Active on a cordoned node is told, once. */
    private static final String CORDONED = "cordoned";

    private final World world;
    private final Bond bond;
    private final List<Seat> kept;
    private final List<Seat> all;
    private boolean demoting;

    /**
     * The places to be ranked.
     *
     * @param kept those that shall be
     * @param all those and others that are still there
     */
    Ranking(World world, Bond bond, List<Seat> kept, List<Seat> all) {
        this.world = world;
        this.bond = bond;
        this.kept = kept;
        this.all = all;
    }

    void rank(long[] weights, @Nullable NodeFacts wanted) {
        demoting = kept.stream().anyMatch(seat -> !world.isShunned(seat.node()) && seat.isSettled(all, bond));
        all.stream().filter(seat -> !seat.isNew()).forEach(this::makeDistinct);
        all.stream()
                .filter(seat -> seat.isNew() && !comesBack(seat))
                .forEach(seat -> seat.setPriority(Priorities.below(lowest(), taken(seat))));
        boolean ordered = wanted != null
                || !bond.preferredNodes().isEmpty()
                || kept.stream().anyMatch(seat -> world.isShunned(seat.node()));
        if (ordered) {
            order(kept.stream()
                    .sorted(Comparator.comparing((Seat seat) -> isDemoted(seat))
                            .thenComparing(Comparator.comparingLong((Seat seat) -> weights[seat.number()])
                                    .reversed())
                            .thenComparing(seat -> !seat.node().equals(wanted))
                            .thenComparing(
                                    Comparator.comparingInt(Seat::priority).reversed()))
                    .toList());
        }
    }

    /**
     * Whether a new one has the priority that was meant for it: the plan that gave it has come to some nodes only, or
     * else these would keep the addresses that were to be spread over all.
     */
    private boolean comesBack(Seat seat) {
        return seat.priority() >= Priorities.LOWEST
                && seat.priority() <= Priorities.HIGHEST
                && !taken(seat).contains(seat.priority())
                && seat.mayKeep(seat.priority(), bond)
                && all.stream()
                        .filter(other -> other != seat && !other.isAbsent() && !other.isNew())
                        .allMatch(other -> other.willHear(seat, bond));
    }

    /** What an Active there is told; null: nothing. */
    @Nullable
    String release(Seat seat) {
        return isDemoted(seat) ? CORDONED : null;
    }

    private boolean isDemoted(Seat seat) {
        return demoting && world.isShunned(seat.node());
    }

    /** Two with one priority: by hand, or out of two memories. The later one gets another. */
    private void makeDistinct(Seat seat) {
        boolean valid = seat.priority() >= Priorities.LOWEST
                && seat.priority() <= Priorities.HIGHEST
                && seat.mayKeep(seat.priority(), bond);
        boolean first = all.stream()
                .filter(other -> !other.isNew() && other.priority() == seat.priority())
                .findFirst()
                .orElse(seat)
                .equals(seat);
        if (!valid || !first) {
            seat.setPriority(Priorities.below(lowest(), taken(seat)));
        }
    }

    private int lowest() {
        return all.stream()
                .mapToInt(Seat::priority)
                .filter(priority -> priority >= Priorities.LOWEST)
                .min()
                .orElse(Priorities.HIGHEST);
    }

    /** The priorities that other nodes have, or have yet to give up. */
    private Set<Integer> taken(Seat seat) {
        Set<Integer> taken = new HashSet<>();
        all.stream().filter(other -> other != seat).forEach(other -> taken.add(other.priority()));
        for (Unit unit : bond.units()) {
            if (unit.running() != null) {
                unit.running().holdings().stream()
                        .filter(holding -> !holding.node().equals(seat.node().name()))
                        .forEach(holding -> taken.add(holding.priority()));
            }
        }
        return taken;
    }

    /** Moves as few as possible: those outside the longest run that is in order already. */
    private void order(List<Seat> wantedOrder) {
        boolean[] inOrder =
                longestDescending(wantedOrder.stream().mapToInt(Seat::priority).toArray());
        List<Seat> placed = new ArrayList<>();
        for (int i = 0; i < inOrder.length; i++) {
            if (inOrder[i]) {
                placed.add(wantedOrder.get(i));
            }
        }
        for (int i = 0; i < inOrder.length; i++) {
            Seat seat = wantedOrder.get(i);
            if (!inOrder[i] && mayMove(seat)) {
                put(seat, wantedOrder, placed);
            }
        }
    }

    private boolean mayMove(Seat seat) {
        return isDemoted(seat) || seat.isSettled(all, bond);
    }

    private void put(Seat seat, List<Seat> wantedOrder, List<Seat> placed) {
        int at = wantedOrder.indexOf(seat);
        int floor = placed.stream()
                .filter(other -> wantedOrder.indexOf(other) > at)
                .mapToInt(Seat::priority)
                .max()
                .orElse(0);
        int ceiling = placed.stream()
                .filter(other -> wantedOrder.indexOf(other) < at)
                .mapToInt(Seat::priority)
                .min()
                .orElse(0);
        Set<Integer> taken = taken(seat);
        if (ceiling == 0 && floor >= Priorities.HIGHEST - 1) {
            renumber(wantedOrder);
        } else if (ceiling == 0) {
            seat.setPriority(Priorities.above(floor, taken));
        } else if (floor == 0) {
            seat.setPriority(Priorities.below(ceiling, taken));
        } else {
            seat.setPriority(Priorities.between(floor, ceiling, taken));
        }
        placed.add(seat);
    }

    /** There is no room above any more: all get priorities that nobody has, in the wanted order. */
    private void renumber(List<Seat> wantedOrder) {
        Set<Integer> taken = new HashSet<>();
        wantedOrder.forEach(seat -> taken.addAll(taken(seat)));
        List<Integer> fresh = Priorities.fresh(wantedOrder.size(), taken);
        for (int i = 0; i < fresh.size(); i++) {
            wantedOrder.get(i).setPriority(fresh.get(i));
        }
    }

    /** Which of these belong to the longest run that goes down; of two, the one with the higher sum. */
    static boolean[] longestDescending(int[] values) {
        int[] length = new int[values.length];
        int[] sum = new int[values.length];
        int[] before = new int[values.length];
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            before[i] = -1;
            length[i] = 1;
            sum[i] = values[i];
            for (int j = 0; j < i; j++) {
                if (values[j] > values[i]
                        && (length[j] + 1 > length[i] || (length[j] + 1 == length[i] && sum[j] + values[i] > sum[i]))) {
                    before[i] = j;
                    length[i] = length[j] + 1;
                    sum[i] = sum[j] + values[i];
                }
            }
            if (best < 0 || length[i] > length[best] || (length[i] == length[best] && sum[i] > sum[best])) {
                best = i;
            }
        }
        boolean[] member = new boolean[values.length];
        Arrays.fill(member, false);
        for (int i = best; i >= 0; i = before[i]) {
            member[i] = true;
        }
        return member;
    }
}
