package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.topology.HostedRouter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The candidate that is Active, as far as the reports show it.
 *
 * @param holder the Active of all virtual routers of the group; null: none is known, or it is not clear
 * @param conflict why it is not clear; null: it is
 * @param underway the candidate that was told to hand over and whose successor is not Active yet; null: none
 */
record ActiveCandidate(
        @Nullable CandidateNode holder,
        @Nullable String conflict,
        @Nullable CandidateNode underway) {

    static ActiveCandidate of(List<CandidateNode> candidates) {
        List<CandidateNode> claiming = candidates.stream()
                .filter(one -> one.isActive() && one.node().node().ready())
                .toList();
        List<CandidateNode> valid = claiming.stream()
                .filter(one -> claiming.stream().noneMatch(other -> isRelieved(one, other)))
                .toList();
        CandidateNode told = candidates.stream()
                .filter(one -> isUnderway(one, valid))
                .findFirst()
                .orElse(null);
        if (valid.size() != 1) {
            String names =
                    String.join(", ", valid.stream().map(CandidateNode::name).toList());
            return new ActiveCandidate(
                    null, valid.isEmpty() ? null : "SplitBrain: %s are Active at once".formatted(names), told);
        }
        return new ActiveCandidate(valid.getFirst(), conflict(valid.getFirst()), told);
    }

    /** Whether a candidate was told to end its present term as Active, or has done so and no other is Active yet. */
    private static boolean isUnderway(CandidateNode candidate, List<CandidateNode> valid) {
        String order = candidate.release();
        if (order == null || !candidate.node().node().ready()) {
            return false;
        }
        if (candidate.isActive()) {
            return order.equals(candidate.activeSince());
        }
        return valid.stream().noneMatch(other -> other != candidate);
    }

    private static @Nullable String conflict(CandidateNode holder) {
        if (!holder.isActiveEverywhere()) {
            return "the virtual routers are not all Active on %s".formatted(holder.name());
        }
        return holder.places().stream()
                .map(HostedRouter::report)
                .filter(Objects::nonNull)
                .map(report -> report.otherActiveRouter())
                .filter(Objects::nonNull)
                .map(other -> "SplitBrain: %s also advertises while %s is Active".formatted(other, holder.name()))
                .findFirst()
                .orElse(null);
    }

    /** Whether another candidate took over, so that the report of the first one is out of date. */
    private static boolean isRelieved(CandidateNode former, CandidateNode successor) {
        return former != successor
                && successor.tookOverFrom(former)
                && !(former.tookOverFrom(successor) && former.activeSince().compareTo(successor.activeSince()) > 0);
    }
}
