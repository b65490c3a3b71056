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
 * The steps of the plan loop.
 *
 * @param gather builds a snapshot
 * @param planner makes a plan
 * @param listener receives each new plan
 * @param timer receives the duration of each plan
 * @param nanos a monotonic clock
 * @param wall the wall clock
 */
public record PlanSteps(
        Supplier<ClusterSnapshot> gather,
        Planning planner,
        Listener listener,
        Timer timer,
        LongSupplier nanos,
        InstantSource wall) {

    /** Makes a plan; a pure function. */
    @FunctionalInterface
    public interface Planning {
        /** Makes a plan. */
        Plan plan(Desired desired, Observed observed, Instant now);
    }

    /** Receives each new plan on the planner thread; must not block. */
    @FunctionalInterface
    public interface Listener {
        /** Receives a plan. */
        void planned(PlanResult result);
    }

    /** Receives the duration of each plan. */
    @FunctionalInterface
    public interface Timer {
        /** Receives a duration. */
        void took(long nanos);
    }
}
