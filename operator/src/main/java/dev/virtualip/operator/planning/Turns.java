package dev.virtualip.operator.planning;

import dev.virtualip.operator.observe.Picture;
import dev.virtualip.operator.plan.Plan;
import java.time.Instant;

/** Makes one outcome after the other. */
final class Turns {
    private final PlanSteps.Planning planner;
    private final SaidMemory said = new SaidMemory();

    Turns(PlanSteps.Planning planner) {
        this.planner = planner;
    }

    /** What comes of a picture. */
    Outcome next(long sequence, Picture picture, Instant now) {
        Plan plan = planner.plan(picture.desired(), picture.observed(), now);
        return Outcome.of(sequence, picture, plan, said.next(picture, plan, now));
    }
}
