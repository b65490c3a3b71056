package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.topology.LabelSelectors;
import dev.virtualip.operator.plan.topology.NodeFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Agents without a report that may run virtual routers of which no object says so. When every VRRPRouter is young, the
 * cluster is new, or the API server lost its data; in that case agents keep running what they had, and only they know
 * it. Until the last of them reported, nothing new starts: it may be running there, under that ID, with that priority.
 *
 * @param nodes the nodes, ordered by name
 * @param until the end of the wait; null: there are none
 */
public record SilentAgents(List<NodeFacts> nodes, @Nullable Instant until) {
    /** Time within which an agent finds an API server that lost its data. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    static final SilentAgents NONE = new SilentAgents(List.of(), null);

    public static SilentAgents of(List<NodeFacts> nodes, Instant now) {
        Instant oldest = nodes.stream()
                .map(NodeFacts::router)
                .filter(Objects::nonNull)
                .map(ObservedRouter::createdAt)
                .min(Comparator.naturalOrder())
                .orElse(now);
        Instant until = oldest.plus(PATIENCE).truncatedTo(ChronoUnit.SECONDS);
        List<NodeFacts> silent = nodes.stream().filter(NodeFacts::isSilent).toList();
        return silent.isEmpty() || !until.isAfter(now) ? NONE : new SilentAgents(silent, until);
    }

    /** Returns why a group has to wait for one of them; null: it need not. */
    @Nullable
    public Finding blockerOf(RouterGroup group) {
        for (NodeFacts node : nodes) {
            if (mayRun(node, group)) {
                return new Finding(
                        "ReleasePending",
                        "the agent of node %s has not reported since its VRRPRouter was recreated;"
                                        .formatted(node.name())
                                + " waiting for its report until " + until);
            }
        }
        return null;
    }

    private static boolean mayRun(NodeFacts node, RouterGroup group) {
        return group.requests().stream()
                .allMatch(request -> LabelSelectors.matches(
                        request.requireSettings().nodeSelector(), node.node().labels()));
    }
}
