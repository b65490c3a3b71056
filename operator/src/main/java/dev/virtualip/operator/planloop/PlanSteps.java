package dev.virtualip.operator.planloop;

import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a turn of the loop consists of.
 *
 * @param gather puts the snapshot together
 * @param planner plans
 * @param listener is told of each new plan
 * @param timer is told how long each took
 * @param nanos a clock that only goes forward
 * @param wall the time of day
 */
public record PlanSteps(
        Supplier<ClusterSnapshot> gather,
        Planning planner,
        Listener listener,
        Timer timer,
        LongSupplier nanos,
        InstantSource wall) {

    /** Plans; pure. */
    @FunctionalInterface
    public interface Planning {
        /** The plan. */
        Plan plan(Desired desired, Observed observed, Instant now);
    }

    /** Is told of each new plan, on the planning thread; must not block. */
    @FunctionalInterface
    public interface Listener {
        /** There is a new plan. */
        void planned(PlanResult result);
    }

    /** Is told how long a plan took. */
    @FunctionalInterface
    public interface Timer {
        /** It took so long. */
        void took(long nanos);
    }
}
