package dev.virtualip.operator.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Plans again and again, and remembers of each plan what the next one needs not find out anew. The plans are the same
 * as without: {@link Planner#plan} begins with an empty one. For one thread.
 */
public final class PlanMemory {
    /** More than this for each VirtualIP and Node that is there is not worth keeping. */
    private static final int MEMORIES_FOR_EACH = 4;

    private @Nullable Planning planning;

    /** One that remembers nothing. */
    public PlanMemory() {}

    /**
     * The plan.
     *
     * @param desired what people want
     * @param observed what is seen
     * @param now the time, for what has to last before it counts
     */
    public Plan plan(Desired desired, Observed observed, Instant now) {
        UnclaimedVirtualIPs unclaimed = UnclaimedVirtualIPs.of(desired, observed);
        return unclaimed.complete(planAll(unclaimed.addTo(desired), observed, now), now);
    }

    private Plan planAll(Desired desired, Observed observed, Instant now) {
        Planning before = planning;
        // Whatever fails half-way must not be remembered.
        planning = null;
        Planning its = before == null ? new Planning(observed.moveOnCordon()) : before;
        Plan plan = its.plan(desired, observed, now);
        if (plan == null) {
            its = new Planning(observed.moveOnCordon());
            plan = its.plan(desired, observed, now);
        }
        if (plan == null) {
            throw new IllegalStateException("A plan that remembers nothing had to begin anew");
        }
        int worth = 1024
                + MEMORIES_FOR_EACH
                        * (desired.virtualIPs().size() + observed.nodes().size());
        planning = its.memories() > worth ? null : its;
        return plan;
    }
}
