package dev.virtualip.operator.status;

import dev.virtualip.crds.Condition;
import dev.virtualip.crds.VirtualIPStatus;
import dev.virtualip.operator.plan.Observed;
import dev.virtualip.operator.plan.Plan;
import dev.virtualip.operator.plan.Verdict;
import java.time.Instant;
import java.util.List;

/** Says what has come of each VirtualIP. Made once for a plan and what was seen, then asked for one after the other. */
public final class VirtualIPStatuses {
    private final Plan plan;

    private VirtualIPStatuses(Plan plan) {
        this.plan = plan;
    }

    /**
     * What can be said.
     *
     * @param plan what shall be
     * @param observed what is seen; may be newer than what the plan was made from
     */
    public static VirtualIPStatuses of(Plan plan, Observed observed) {
        return new VirtualIPStatuses(plan);
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
        Verdict.Finding refusal = verdict.refusal();
        Condition accepted = new Condition(
                "Accepted",
                refusal == null ? "True" : "False",
                refusal == null ? "Accepted" : refusal.reason(),
                refusal == null ? "it can be carried out" : refusal.message(),
                previous.conditions().isEmpty()
                        ? now.toString()
                        : previous.conditions().getFirst().lastTransitionTime(),
                verdict.generation());
        return new StatusChange(
                new VirtualIPStatus(
                        verdict.generation(),
                        List.of(accepted),
                        verdict.effective(),
                        null,
                        null,
                        null,
                        verdict.addresses(),
                        null,
                        null,
                        List.of(),
                        null,
                        null),
                List.of(),
                null);
    }
}
