package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.topology.NodeFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Assigns priorities to the candidates of a group. Candidates that are in order keep their priorities; one that has to
 * rise gets a priority above the others.
 */
final class CandidateRanking {
    private final ClusterIndex cluster;
    private final RouterGroup group;
    private final List<CandidateNode> kept;
    private final List<CandidateNode> all;
    private MovePlanning.Step step = MovePlanning.Step.NONE;
    private boolean ranked;
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

    void rank(long[] weights, @Nullable NodeFacts wanted, MovePlanning.Step next) {
        step = next;
        ranked = true;
        demoting = all.stream().anyMatch(candidate -> cluster.isDraining(candidate.node()))
                && kept.stream()
                        .anyMatch(
                                candidate -> !cluster.isDraining(candidate.node()) && candidate.isSettled(all, group));
        all.stream().filter(candidate -> !candidate.isNew()).forEach(this::makeDistinct);
        all.stream()
                .filter(candidate -> candidate.isNew() && !comesBack(candidate))
                .forEach(candidate -> candidate.setPriority(Priorities.below(lowest(), taken(candidate))));
        CandidateNode first = step.target();
        if (step.prepares()) {
            raise(Objects.requireNonNull(first), Objects.requireNonNull(step.holder()));
            return;
        }
        boolean ordered = wanted != null
                || first != null
                || !group.preferredNodes().isEmpty()
                || kept.stream().anyMatch(candidate -> cluster.isDraining(candidate.node()));
        if (ordered) {
            order(Stream.concat(kept.stream(), Stream.ofNullable(step.holder()))
                    .distinct()
                    .sorted(Comparator.comparing((CandidateNode candidate) -> isDemoted(candidate))
                            .thenComparing(candidate -> candidate != first)
                            .thenComparing(candidate -> candidate != step.holder())
                            .thenComparing(
                                    Comparator.comparingLong((CandidateNode candidate) -> weights[candidate.number()])
                                            .reversed())
                            .thenComparing(candidate -> !candidate.node().equals(wanted))
                            .thenComparing(Comparator.comparingInt(CandidateNode::priority)
                                    .reversed()))
                    .toList());
        }
    }

    /** Gives the target of a planned move the highest priority of the Backups. The Active keeps its own. */
    private void raise(CandidateNode target, CandidateNode holder) {
        List<CandidateNode> others = all.stream()
                .filter(other -> other != target && other != holder)
                .sorted(Comparator.comparingInt(CandidateNode::priority).reversed())
                .toList();
        int floor = others.isEmpty() ? 0 : others.getFirst().priority();
        if (target.priority() > floor || !target.isSettled(all, group)) {
            return;
        }
        int ceiling = holder.priority() > floor ? holder.priority() : Priorities.HIGHEST + 1;
        Set<Integer> taken = taken(target);
        if (Priorities.hasRoom(floor, ceiling, taken)) {
            target.setPriority(Priorities.between(floor, ceiling, taken));
        } else {
            renumber(Stream.concat(Stream.of(holder, target), others.stream()).toList());
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
        if (isReleased(candidate)) {
            return candidate.activeSince();
        }
        String written = candidate.release();
        boolean open = !ranked
                || candidate.isReleasing()
                || all.stream().noneMatch(other -> other != candidate && other.isActive());
        // An order that was carried out is removed: until then the candidate never preempts.
        return open && !(ranked && candidate.isActive()) ? written : null;
    }

    private boolean isReleased(CandidateNode candidate) {
        return step.releases() && candidate == step.holder();
    }

    /** Whether a candidate on a node that drains goes below the others. An Active has to hand over first. */
    private boolean isDemoted(CandidateNode candidate) {
        return cluster.isDraining(candidate.node()) && (isReleased(candidate) || (demoting && !candidate.isActive()));
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
        // The priority of an Active that hands over falls below that of its successor, which keeps its own.
        List<CandidateNode> fixed =
                wantedOrder.stream().filter(candidate -> !isReleased(candidate)).toList();
        boolean[] inOrder = longestDescending(
                fixed.stream().mapToInt(CandidateNode::priority).toArray());
        List<CandidateNode> placed = new ArrayList<>();
        for (int i = 0; i < inOrder.length; i++) {
            if (inOrder[i]) {
                placed.add(fixed.get(i));
            }
        }
        for (CandidateNode candidate : wantedOrder) {
            if (!placed.contains(candidate) && mayMove(candidate) && !put(candidate, wantedOrder, placed)) {
                renumber(wantedOrder);
                return;
            }
        }
    }

    private boolean mayMove(CandidateNode candidate) {
        return isDemoted(candidate) || isReleased(candidate) || candidate.isSettled(all, group);
    }

    /** Gives a candidate a priority between those of its neighbors in the wanted order; false: none is left there. */
    private boolean put(CandidateNode candidate, List<CandidateNode> wantedOrder, List<CandidateNode> placed) {
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
        if (!Priorities.hasRoom(floor, ceiling == 0 ? Priorities.HIGHEST + 1 : ceiling, taken)) {
            return false;
        }
        if (ceiling == 0) {
            candidate.setPriority(Priorities.above(floor, taken));
        } else if (floor == 0) {
            candidate.setPriority(Priorities.below(ceiling, taken));
        } else {
            candidate.setPriority(Priorities.between(floor, ceiling, taken));
        }
        placed.add(candidate);
        return true;
    }

    /** Gives all candidates unused priorities, because no priority is left where one is needed. */
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
