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
 * Says what has come of each VirtualIP: made for a plan and what was seen, asked for one after the other, and followed
 * by another when something is new. What it answered it remembers, so that a VirtualIP of which nothing is new costs
 * next to nothing; the answers are the same without. For one thread.
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
     * What can be said.
     *
     * @param plan what shall be
     * @param observed what is seen; may be newer than what the plan was made from
     */
    public static VirtualIPStatuses of(Plan plan, Observed observed) {
        return new VirtualIPStatuses(new NodeIndex(plan, observed), plan, null);
    }

    /** What can be said when there is a newer plan, or something newer is seen. */
    public VirtualIPStatuses followedBy(Plan newPlan, Observed newObserved) {
        return new VirtualIPStatuses(new NodeIndex(newPlan, newObserved), newPlan, this);
    }

    /**
     * The next status of a VirtualIP. One that the plan does not know (yet) stays as it is.
     *
     * @param name its name
     * @param previous what was said last, as the API server has it or has acknowledged it
     * @param now the time, for what has to last before it counts, and for when conditions changed
     */
    public StatusChange next(String name, VirtualIPStatus previous, Instant now) {
        Verdict verdict = plan.verdicts().get(name);
        if (verdict == null) {
            return new StatusChange(previous, List.of(), null);
        }
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        Answer answer = before.get(name);
        if (answer == null || !answer.holds(verdict, previous, moment) || !nodesAreTheSame(previous)) {
            List<Sight> sights = new Sights(nodes, previous).of(verdict);
            StatusChange change = Judge.change(new Situation(verdict, sights, previous, moment));
            answers.put(name, new Answer(verdict, change.status(), moment, change.nextLookAt()));
            return change;
        }
        answers.put(name, answer.still(verdict, previous));
        return new StatusChange(previous, List.of(), answer.nextLookAt());
    }

    private boolean nodesAreTheSame(VirtualIPStatus status) {
        for (RouterSummary router : status.virtualRouters()) {
            for (NodeSummary node : router.nodes()) {
                if (!isTheSame(node.name())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isTheSame(String node) {
        NodeIndex earlier = nodesBefore;
        return earlier != null && unchanged.computeIfAbsent(node, name -> nodes.knowsTheSame(name, earlier));
    }

    /**
     * What was answered.
     *
     * @param verdict for what the plan made of it
     * @param status what is said
     * @param at when
     * @param nextLookAt when time alone will change it; null: never
     */
    private record Answer(
            Verdict verdict,
            VirtualIPStatus status,
            Instant at,
            @Nullable Instant nextLookAt) {

        /** Whether it is said by now, and would be said again. */
        boolean holds(Verdict newVerdict, VirtualIPStatus previous, Instant now) {
            return !now.isBefore(at)
                    && (nextLookAt == null || now.isBefore(nextLookAt))
                    && status.equals(previous)
                    && verdict.equals(newVerdict);
        }

        /** The same answer, with what equals what it was given for: the very same objects are compared at once. */
        @SuppressWarnings("ReferenceEquality")
        Answer still(Verdict newVerdict, VirtualIPStatus previous) {
            boolean same = verdict == newVerdict && status == previous;
            return same ? this : new Answer(newVerdict, previous, at, nextLookAt);
        }
    }
}
