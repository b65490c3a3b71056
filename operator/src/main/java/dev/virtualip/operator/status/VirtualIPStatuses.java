package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the next status of each VirtualIP from a plan and the observed cluster. Answers are kept for the evaluation
 * that follows, so that a VirtualIP without news costs next to nothing; the answers do not depend on it. Not
 * thread-safe.
 */
public final class VirtualIPStatuses {
    private final Plan plan;
    private final NodeIndex nodes;
    private final @Nullable NodeIndex nodesBefore;
    private final Map<String, Answer> before;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, Boolean> unchanged = new HashMap<>();

    private VirtualIPStatuses(NodeIndex nodes, Plan plan, @Nullable VirtualIPStatuses earlier) {
        this.plan = plan;
        this.nodes = nodes;
        this.nodesBefore = earlier == null ? null : earlier.nodes;
        this.before = earlier == null ? Map.of() : earlier.answers;
    }

    /**
     * The statuses for a plan.
     *
     * @param plan the plan
     * @param observed the observed cluster; may be newer than the input of the plan
     */
    public static VirtualIPStatuses of(Plan plan, Observed observed) {
        return new VirtualIPStatuses(new NodeIndex(plan, observed), plan, null);
    }

    /** The statuses for a newer plan, or a newer state of the cluster. */
    public VirtualIPStatuses followedBy(Plan newPlan, Observed newObserved) {
        return new VirtualIPStatuses(new NodeIndex(newPlan, newObserved), newPlan, this);
    }

    /**
     * The next status of a VirtualIP; the previous one if the plan does not contain it (yet).
     *
     * @param name its name
     * @param previous its previous status, as the API server stores it
     * @param now the time, for periods of grace and the transition times of conditions
     */
    public StatusChange next(String name, VirtualIPStatus previous, Instant now) {
        Verdict verdict = plan.verdicts().get(name);
        if (verdict == null) {
            return new StatusChange(previous, List.of(), null);
        }
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        Answer answer = before.get(name);
        if (answer == null || !answer.holds(verdict, previous, moment) || !membersUnchanged(previous)) {
            List<RouterView> views = new RouterViewReader(nodes, previous).read(verdict);
            StatusChange change = StatusEvaluator.evaluate(new StatusInput(verdict, views, previous, moment));
            answers.put(name, new Answer(verdict, change.status(), moment, change.nextLookAt()));
            return change;
        }
        answers.put(name, answer.rebound(verdict, previous));
        return new StatusChange(previous, List.of(), answer.nextLookAt());
    }

    private boolean membersUnchanged(VirtualIPStatus status) {
        for (RouterSummary router : status.virtualRouters()) {
            for (NodeSummary node : router.nodes()) {
                if (!isUnchanged(node.name())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isUnchanged(String node) {
        NodeIndex earlier = nodesBefore;
        return earlier != null && unchanged.computeIfAbsent(node, name -> nodes.equalFor(name, earlier));
    }

    /**
     * An evaluated status.
     *
     * @param verdict the verdict that it was evaluated for
     * @param status the status
     * @param at the time of the evaluation
     * @param nextLookAt the time when it changes without a new report; null: never
     */
    private record Answer(
            Verdict verdict,
            VirtualIPStatus status,
            Instant at,
            @Nullable Instant nextLookAt) {

        /** Whether it is written by now, and a new evaluation would give the same. */
        boolean holds(Verdict newVerdict, VirtualIPStatus previous, Instant now) {
            return !now.isBefore(at)
                    && (nextLookAt == null || now.isBefore(nextLookAt))
                    && status.equals(previous)
                    && verdict.equals(newVerdict);
        }

        /** The same answer for equal objects: comparing an object with itself is fast. */
        @SuppressWarnings("ReferenceEquality")
        Answer rebound(Verdict newVerdict, VirtualIPStatus previous) {
            boolean same = verdict == newVerdict && status == previous;
            return same ? this : new Answer(newVerdict, previous, at, nextLookAt);
        }
    }
}
