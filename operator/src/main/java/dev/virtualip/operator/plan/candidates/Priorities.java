package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Chooses priorities of one virtual router: distinct, within 2..250, and with gaps, so that inserting or raising one
 * changes no other.
 */
final class Priorities {
    static final int LOWEST = 2;
    static final int HIGHEST = 250;
    private static final int FIRST = VirtualRouter.FIRST_PLANNED_PRIORITY;
    private static final int STEP = 20;

    private Priorities() {}

    /** Returns unused priorities for several candidates that start together, the highest first. */
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

    /** Returns an unused priority above the highest. */
    static int above(int highest, Collection<Integer> taken) {
        return nearest((highest + HIGHEST + 1) / 2, highest + 1, HIGHEST, taken);
    }

    /** Returns an unused priority below the lowest. */
    static int below(int lowest, Collection<Integer> taken) {
        int wanted = lowest - STEP >= LOWEST ? lowest - STEP : (lowest + 1) / 2;
        return nearest(wanted, LOWEST, lowest - 1, taken);
    }

    /** Returns an unused priority between two. */
    static int between(int low, int high, Collection<Integer> taken) {
        return nearest((low + high) / 2, low + 1, high - 1, taken);
    }

    /** Whether an unused priority is left between two, both of which are excluded. */
    static boolean hasRoom(int low, int high, Collection<Integer> taken) {
        return IntStream.range(Math.max(LOWEST, low + 1), Math.min(HIGHEST + 1, high))
                .anyMatch(priority -> !taken.contains(priority));
    }

    /** The unused priority nearest to the wanted one within the bounds; if there is none, the nearest of all. */
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
