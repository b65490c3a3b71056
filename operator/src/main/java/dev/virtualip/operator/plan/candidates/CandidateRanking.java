package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.topology.NodeFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assigns priorities to the candidates of a group. Candidates that are in order keep their priorities; one that has to
 * rise gets a priority above the others.
 */
final class CandidateRanking {
    /** The release value that makes an Active on a cordoned node hand over, once. */
    private static final String CORDONED = "cordoned";

    private final ClusterIndex cluster;
    private final RouterGroup group;
    private final List<CandidateNode> kept;
    private final List<CandidateNode> all;
    private boolean demoting;

    /**
     * Prepares the ranking.
     *
     * @param kept the candidates to keep
     * @param all those, and others that have not left yet
     */
    CandidateRanking(ClusterIndex cluster, RouterGroup group, List<CandidateNode> kept, List<CandidateNode> all) {
        this.cluster = cluster;
        this.group = group;
        this.kept = kept;
        this.all = all;
    }

    void rank(long[] weights, @Nullable NodeFacts wanted) {
        demoting = all.stream().anyMatch(candidate -> cluster.isDraining(candidate.node()))
                && kept.stream()
                        .anyMatch(
                                candidate -> !cluster.isDraining(candidate.node()) && candidate.isSettled(all, group));
        all.stream().filter(candidate -> !candidate.isNew()).forEach(this::makeDistinct);
        all.stream()
                .filter(candidate -> candidate.isNew() && !comesBack(candidate))
                .forEach(candidate -> candidate.setPriority(Priorities.below(lowest(), taken(candidate))));
        boolean ordered = wanted != null
                || !group.preferredNodes().isEmpty()
                || kept.stream().anyMatch(candidate -> cluster.isDraining(candidate.node()));
        if (ordered) {
            order(kept.stream()
                    .sorted(Comparator.comparing((CandidateNode candidate) -> isDemoted(candidate))
                            .thenComparing(
                                    Comparator.comparingLong((CandidateNode candidate) -> weights[candidate.number()])
                                            .reversed())
                            .thenComparing(candidate -> !candidate.node().equals(wanted))
                            .thenComparing(Comparator.comparingInt(CandidateNode::priority)
                                    .reversed()))
                    .toList());
        }
    }

    /**
     * Whether a new candidate gets the priority that an earlier plan chose for it. That plan reached only some of the
     * nodes; with other priorities these would keep addresses that were to be spread over all.
     */
    private boolean comesBack(CandidateNode candidate) {
        return candidate.priority() >= Priorities.LOWEST
                && candidate.priority() <= Priorities.HIGHEST
                && !taken(candidate).contains(candidate.priority())
                && candidate.mayKeep(candidate.priority(), group)
                && all.stream()
                        .filter(other -> other != candidate && !other.isAbsent() && !other.isNew())
                        .allMatch(other -> other.willAccept(candidate, group));
    }

    /** The release value for a candidate; null: none. */
    @Nullable
    String release(CandidateNode candidate) {
        return isDemoted(candidate) ? CORDONED : null;
    }

    private boolean isDemoted(CandidateNode candidate) {
        return demoting && cluster.isDraining(candidate.node());
    }

    /** Makes priorities distinct after a manual edit or from two records. The later candidate gets another one. */
    private void makeDistinct(CandidateNode candidate) {
        boolean valid = candidate.priority() >= Priorities.LOWEST
                && candidate.priority() <= Priorities.HIGHEST
                && candidate.mayKeep(candidate.priority(), group);
        boolean first = all.stream()
                .filter(other -> !other.isNew() && other.priority() == candidate.priority())
                .findFirst()
                .orElse(candidate)
                .equals(candidate);
        if (!valid || !first) {
            candidate.setPriority(Priorities.below(lowest(), taken(candidate)));
        }
    }

    private int lowest() {
        return all.stream()
                .mapToInt(CandidateNode::priority)
                .filter(priority -> priority >= Priorities.LOWEST)
                .min()
                .orElse(Priorities.HIGHEST);
    }

    /** The priorities that other nodes have, or have not released yet. */
    private Set<Integer> taken(CandidateNode candidate) {
        Set<Integer> taken = new HashSet<>();
        all.stream().filter(other -> other != candidate).forEach(other -> taken.add(other.priority()));
        for (PlannedRouter router : group.routers()) {
            if (router.running() != null) {
                router.running().hostedRouters().stream()
                        .filter(hosted -> !hosted.node().equals(candidate.node().name()))
                        .forEach(hosted -> taken.add(hosted.priority()));
            }
        }
        return taken;
    }

    /**
     * Puts candidates into the wanted order. Changes as few priorities as possible: those outside the longest run that
     * is in order already.
     */
    private void order(List<CandidateNode> wantedOrder) {
        boolean[] inOrder = longestDescending(
                wantedOrder.stream().mapToInt(CandidateNode::priority).toArray());
        List<CandidateNode> placed = new ArrayList<>();
        for (int i = 0; i < inOrder.length; i++) {
            if (inOrder[i]) {
                placed.add(wantedOrder.get(i));
            }
        }
        for (int i = 0; i < inOrder.length; i++) {
            CandidateNode candidate = wantedOrder.get(i);
            if (!inOrder[i] && mayMove(candidate)) {
                put(candidate, wantedOrder, placed);
            }
        }
    }

    private boolean mayMove(CandidateNode candidate) {
        return isDemoted(candidate) || candidate.isSettled(all, group);
    }

    private void put(CandidateNode candidate, List<CandidateNode> wantedOrder, List<CandidateNode> placed) {
        int at = wantedOrder.indexOf(candidate);
        int floor = placed.stream()
                .filter(other -> wantedOrder.indexOf(other) > at)
                .mapToInt(CandidateNode::priority)
                .max()
                .orElse(0);
        int ceiling = placed.stream()
                .filter(other -> wantedOrder.indexOf(other) < at)
                .mapToInt(CandidateNode::priority)
                .min()
                .orElse(0);
        Set<Integer> taken = taken(candidate);
        if (ceiling == 0 && floor >= Priorities.HIGHEST - 1) {
            renumber(wantedOrder);
        } else if (ceiling == 0) {
            candidate.setPriority(Priorities.above(floor, taken));
        } else if (floor == 0) {
            candidate.setPriority(Priorities.below(ceiling, taken));
        } else {
            candidate.setPriority(Priorities.between(floor, ceiling, taken));
        }
        placed.add(candidate);
    }

    /** Gives all candidates unused priorities, because no priority above the highest is left. */
    private void renumber(List<CandidateNode> wantedOrder) {
        Set<Integer> taken = new HashSet<>();
        wantedOrder.forEach(candidate -> taken.addAll(taken(candidate)));
        List<Integer> fresh = Priorities.fresh(wantedOrder.size(), taken);
        for (int i = 0; i < fresh.size(); i++) {
            wantedOrder.get(i).setPriority(fresh.get(i));
        }
    }

    /** Finds the longest descending run; of two, the one with the higher sum. */
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
