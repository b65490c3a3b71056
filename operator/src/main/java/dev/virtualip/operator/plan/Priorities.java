package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualRouter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Priorities of one virtual router: distinct, within 2..250, and with room between, so that one that comes between two
 * others, or is raised, changes no other.
 */
final class Priorities {
    static final int LOWEST = 2;
    static final int HIGHEST = 250;
    private static final int FIRST = VirtualRouter.FIRST_PLANNED_PRIORITY;
    private static final int STEP = 20;

    private Priorities() {}

    /** Priorities for so many that start together, the first one's first, none of them taken. */
    static List<Integer> fresh(int count, Collection<Integer> taken) {
        int step = Math.max(1, Math.min(STEP, (FIRST - LOWEST) / Math.max(1, count)));
        List<Integer> priorities = new ArrayList<>();
        Set<Integer> used = new TreeSet<>(taken);
        int next = FIRST;
        for (int i = 0; i < count; i++) {
            int ceiling = i == 0 ? HIGHEST + 1 : priorities.getLast();
            int priority = nearest(Math.min(next, ceiling - 1), LOWEST, ceiling - 1, used);
            priorities.add(priority);
            used.add(priority);
            next = priority - step;
        }
        return priorities;
    }

    /** A free one above all of these. */
    static int above(int highest, Collection<Integer> taken) {
        return nearest((highest + HIGHEST + 1) / 2, highest + 1, HIGHEST, taken);
    }

    /** A free one below all of these. */
    static int below(int lowest, Collection<Integer> taken) {
        int wanted = lowest - STEP >= LOWEST ? lowest - STEP : (lowest + 1) / 2;
        return nearest(wanted, LOWEST, lowest - 1, taken);
    }

    /** A free one between two. */
    static int between(int low, int high, Collection<Integer> taken) {
        return nearest((low + high) / 2, low + 1, high - 1, taken);
    }

    /** The free one next to what is wanted, within bounds; if there is none within them, the next one at all. */
    private static int nearest(int wanted, int min, int max, Collection<Integer> taken) {
        return IntStream.rangeClosed(LOWEST, HIGHEST)
                .filter(priority -> !taken.contains(priority))
                .boxed()
                .min(Comparator.comparingInt((Integer priority) -> priority < min || priority > max ? 1 : 0)
                        .thenComparingInt(priority -> Math.abs(priority - wanted))
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow(() -> new IllegalStateException("a virtual router has fewer than 249 candidates"));
    }
}
