package dev.virtualip.operator.planning;

import dev.virtualip.operator.observe.Picture;
import dev.virtualip.operator.plan.Plan;
import dev.virtualip.operator.status.VirtualIPStatuses;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes one outcome after the other, and remembers what was said last. */
final class Turns {
    private final PlanSteps.Planning planner;
    private @Nullable VirtualIPStatuses statuses;

    Turns(PlanSteps.Planning planner) {
        this.planner = planner;
    }

    /** What comes of a picture. */
    Outcome next(long sequence, Picture picture, Instant now) {
        Plan plan = planner.plan(picture.desired(), picture.observed(), now);
        VirtualIPStatuses before = statuses;
        VirtualIPStatuses next = before == null
                ? VirtualIPStatuses.of(plan, picture.observed())
                : before.followedBy(plan, picture.observed());
        statuses = next;
        return Outcome.of(sequence, picture, plan, Said.of(next, picture, now));
    }
}
