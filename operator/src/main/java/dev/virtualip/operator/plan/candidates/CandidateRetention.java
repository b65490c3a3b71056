package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.StableHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which nodes of a running group stay, come and go. Keeps current candidates even when their agent does not
 * report. Removes one only after a replacement can take over. A new candidate starts at the lowest priority and is
 * raised once all others accept its advertisements. So no change of candidates loses a packet.
 */
public final class CandidateRetention {
    private final ClusterIndex cluster;
    private final RouterGroup group;
    private final @Nullable NodeFacts wanted;
    private final long[] weights;
    private final long hash;
    private final List<CandidateNode> candidates;
    private final Set<Finding> pending = new LinkedHashSet<>();
    private final @Nullable Finding silentAgents;
    private final MovePlanning planning;

    /**
     * Prepares a group.
     *
     * @param wanted the node that is to become Active to even out the load; null: none
     */
    public CandidateRetention(ClusterIndex cluster, RouterGroup group, @Nullable NodeFacts wanted) {
        this.cluster = cluster;
        this.group = group;
        this.wanted = wanted;
        this.weights = cluster.weights(group.preferredNodes());
        this.hash = group.hash();
        this.candidates = new CurrentCandidates(cluster, group).candidates();
        this.silentAgents = cluster.silentAgents().blockerOf(group);
        this.planning = new MovePlanning(cluster, group, candidates);
    }

    /**
     * The candidates of the group.
     *
     * @param placements the placements; empty: no node may hold it
     * @param pending what has to happen before a node can be added
     * @param moves the planned moves of the group
     */
    public record Result(List<NodePlacement> placements, List<Finding> pending, List<GroupMove> moves) {}

    /**
     * Decides.
     *
     * @param mayRelease whether the Active may be told to hand over, if a planned move is ready
     */
    public Result decide(boolean mayRelease) {
        List<CandidateNode> present = candidates.stream()
                .filter(candidate -> candidate.stays() && !candidate.isAbsent())
                .toList();
        List<CandidateNode> kept = isPlain(present) ? present : chosen(present);
        List<CandidateNode> absent = candidates.stream()
                .filter(candidate -> candidate.stays() && candidate.isAbsent())
                .sorted(Comparator.comparingInt(CandidateNode::priority).reversed())
                .limit(group.maxCandidates())
                .toList();
        if (kept.isEmpty() && absent.isEmpty()) {
            return new Result(List.of(), List.copyOf(pending), List.of());
        }
        List<CandidateNode> going = candidates.stream()
                .filter(candidate -> !kept.contains(candidate) && !absent.contains(candidate) && !candidate.isAbsent())
                .filter(candidate -> planning.isLeaving(candidate) || !mayGo(candidate, kept))
                .toList();
        List<CandidateNode> all =
                Stream.of(kept, absent, going).flatMap(List::stream).toList();
        CandidateRanking ranking = new CandidateRanking(cluster, group, kept, all);
        if (silentAgents == null) {
            ranking.rank(weights, wanted, planning.step(byPreference(kept), mayRelease));
        }
        return new Result(
                all.stream()
                        .map(candidate -> candidate.placement(ranking.release(candidate)))
                        .sorted(Comparator.comparing(
                                placement -> placement.node().name()))
                        .toList(),
                List.copyOf(pending),
                planning.moves());
    }

    private List<CandidateNode> byPreference(List<CandidateNode> kept) {
        return kept.stream()
                .sorted(Comparator.comparingLong((CandidateNode candidate) -> -weights[candidate.number()])
                        .thenComparing(
                                Comparator.comparingInt(CandidateNode::priority).reversed()))
                .toList();
    }

    /** Whether the candidates are as wanted, so that no other node has to be considered. */
    private boolean isPlain(List<CandidateNode> present) {
        return wanted == null
                && planning.pinned() == null
                && present.size() == group.maxCandidates()
                && group.preferredNodes().isEmpty()
                && present.stream().noneMatch(candidate -> cluster.isDraining(candidate.node()));
    }

    private List<CandidateNode> chosen(List<CandidateNode> present) {
        if (silentAgents != null) {
            pending.add(silentAgents);
            return present;
        }
        boolean never = !group.preempts();
        NodeFacts pinned = planning.pinned();
        Comparator<CandidateNode> order = Comparator.comparing(
                        (CandidateNode candidate) -> !candidate.node().equals(pinned))
                .thenComparingInt(this::rank)
                .thenComparing(Comparator.comparingLong((CandidateNode candidate) -> weights[candidate.number()])
                        .reversed())
                .thenComparing(candidate -> !candidate.node().equals(wanted))
                .thenComparing(CandidateNode::isNew)
                .thenComparing(candidate -> !(never && candidate.isActive()))
                .thenComparing(Comparator.comparingInt(CandidateNode::priority).reversed())
                .thenComparing(Comparator.comparingLong(this::score).reversed())
                .thenComparing(candidate -> candidate.node().name());
        return Stream.concat(present.stream(), offers().stream())
                .sorted(order)
                .limit(group.maxCandidates())
                .toList();
    }

    /** The rank of a candidate; a lower rank is chosen first. */
    private int rank(CandidateNode candidate) {
        boolean draining = cluster.isDraining(candidate.node());
        if (candidate.isNew()) {
            return candidate.node().eligibility().lastResort()
                    ? (candidate.node().node().cordoned() ? 3 : 2)
                    : 0;
        }
        return draining ? 1 : 0;
    }

    private long score(CandidateNode candidate) {
        return StableHash.of(hash, candidate.node().hash());
    }

    /** The nodes that could become candidates. */
    private List<CandidateNode> offers() {
        PlacementOptions options = group.options(cluster.pools());
        // The priority that a node was to get, although its VRRPRouter does not contain it yet.
        Map<String, Integer> remembered = group.remembered();
        List<CandidateNode> offers = new ArrayList<>();
        for (int i : options.nodes()) {
            NodeFacts node = cluster.nodes().get(i);
            int number = i;
            if (options.suits(i) && candidates.stream().noneMatch(candidate -> candidate.number() == number)) {
                Finding blocker = PendingReleases.blockerOn(node, group, cluster.networks());
                if (blocker == null) {
                    CandidateNode candidate = CandidateNode.offered(node, i, options.interfaces(i));
                    candidate.setPriority(remembered.getOrDefault(node.name(), 0));
                    offers.add(candidate);
                } else {
                    pending.add(blocker);
                }
            }
        }
        return offers;
    }

    /** Whether a candidate can be removed: another one runs. A surplus candidate can be removed when all others run. */
    private static boolean mayGo(CandidateNode candidate, List<CandidateNode> kept) {
        List<CandidateNode> ready =
                kept.stream().filter(other -> other.node().node().ready()).toList();
        boolean someLive = ready.stream().anyMatch(CandidateNode::isLive);
        return someLive && (!candidate.stays() || ready.stream().allMatch(CandidateNode::isLive));
    }
}
