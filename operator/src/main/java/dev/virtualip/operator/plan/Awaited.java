package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Observed.ObservedRouter;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that may run what nobody remembers. When every VRRPRouter is young, the cluster is new, or the API server lost
 * its data; then agents go on with what they had, and only they know what that is. As long as one of them has not
 * spoken, what is not known to run begins nowhere: it may be running there, under that ID, with that priority.
 *
 * @param nodes those that have yet to speak, by name in order
 * @param until when they are waited for no longer; null: there are none
 */
record Awaited(List<NodeFacts> nodes, @Nullable Instant until) {
    /** An agent that lost its API server has found it again by then. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static final Awaited NOBODY = new Awaited(List.of(), null);

    static Awaited of(List<NodeFacts> nodes, Instant now) {
        Instant oldest = nodes.stream()
                .map(NodeFacts::router)
                .filter(Objects::nonNull)
                .map(ObservedRouter::createdAt)
                .min(Comparator.naturalOrder())
                .orElse(now);
        Instant until = oldest.plus(PATIENCE);
        List<NodeFacts> silent = nodes.stream().filter(NodeFacts::isSilent).toList();
        return silent.isEmpty() || !until.isAfter(now) ? NOBODY : new Awaited(silent, until);
    }

    /** Which of them may run a bond; null: none. */
    @Nullable
    Finding hindranceOf(Bond bond) {
        for (NodeFacts node : nodes) {
            if (mayRun(node, bond)) {
                return new Finding(
                        "ReleasePending",
                        "node %s has yet to say what it runs, since its VRRPRouter was made anew;"
                                        .formatted(node.name())
                                + " waiting for its agent, at most until " + until);
            }
        }
        return null;
    }

    private static boolean mayRun(NodeFacts node, Bond bond) {
        return bond.wishes().stream()
                .allMatch(wish -> LabelSelectors.matches(
                        wish.read().nodeSelector(), node.node().labels()));
    }
}
