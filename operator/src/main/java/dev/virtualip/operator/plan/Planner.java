package dev.virtualip.operator.plan;

import java.time.Instant;

/** Plans. */
public final class Planner {
    private Planner() {}

    /**
     * The plan.
     *
     * @param desired what people want
     * @param observed what is seen
     * @param now the time, for what has to last before it counts
     */
    public static Plan plan(Desired desired, Observed observed, Instant now) {
        return new PlanMemory().plan(desired, observed, now);
    }
}
