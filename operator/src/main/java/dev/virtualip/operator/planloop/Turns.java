package dev.virtualip.operator.planloop;

import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import dev.virtualip.operator.status.VirtualIPStatuses;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes one result after the other, and remembers what was statusUpdates last. */
final class Turns {
    private final PlanSteps.Planning planner;
    private @Nullable VirtualIPStatuses statuses;

    Turns(PlanSteps.Planning planner) {
        this.planner = planner;
    }

    /** What comes of a snapshot. */
    PlanResult next(long sequence, ClusterSnapshot snapshot, Instant now) {
        Plan plan = planner.plan(snapshot.desired(), snapshot.observed(), now);
        VirtualIPStatuses before = statuses;
        VirtualIPStatuses next = before == null
                ? VirtualIPStatuses.of(plan, snapshot.observed())
                : before.followedBy(plan, snapshot.observed());
        statuses = next;
        return PlanResult.of(sequence, snapshot, plan, StatusUpdates.of(next, snapshot, now));
    }
}
