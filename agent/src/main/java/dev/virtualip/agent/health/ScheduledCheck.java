package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Check that runs periodically, for all virtual routers that have an identical one. Confined to the runner's thread.
 */
final class ScheduledCheck {
    /** Identity of a check: equal checks run once. */
    record Key(HealthCheckTarget target, long periodNanos, long timeoutNanos) {
        static Key of(HealthCheckSpec spec) {
            return new Key(spec.target(), spec.periodNanos(), spec.timeoutNanos());
        }
    }

    /** Run that has not ended yet. */
    static final class Run {
        final Probe probe;

        /** When it has to be over. */
        final long deadlineNanos;

        /** Whether its result was replaced by a timeout. */
        boolean expired;

        /** Whether the next run was due once already; its end may just be on its way. */
        boolean overdue;

        Run(Probe probe, long deadlineNanos) {
            this.probe = probe;
            this.deadlineNanos = deadlineNanos;
        }
    }

    final Key key;
    final long phaseNanos;
    final List<CheckedRouterHealth> users = new ArrayList<>();

    /** When the next run is due. */
    long nextNanos;

    @Nullable
    Run run;

    /** The command of the run; null: it is no command, or none runs. */
    @Nullable
    CommandProbe command;

    ScheduledCheck(Key key, long phaseNanos, long nextNanos) {
        this.key = key;
        this.phaseNanos = phaseNanos;
        this.nextNanos = nextNanos;
    }

    /** Whether a run waits, and only for a place among the commands. */
    boolean waitsForPlace() {
        return run != null && command != null && !command.isStarted();
    }

    /** The run whose time is limited here: a command limits its own, from its start. */
    @Nullable
    Run limitedRun() {
        return run == null || run.expired || command != null ? null : run;
    }

    /** The time until something is to be done about this check. */
    long dueNanos(long nowNanos) {
        Run limited = limitedRun();
        long untilNext = nextNanos - nowNanos;
        return limited == null ? untilNext : Math.min(untilNext, limited.deadlineNanos - nowNanos);
    }

    /** Ends the run; there is no other one. */
    void stop() {
        if (run != null) {
            run.probe.stop();
        }
    }
}
