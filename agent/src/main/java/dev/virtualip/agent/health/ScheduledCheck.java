package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
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

        @Nullable
        Thread thread;

        @Nullable
        Future<?> limit;

        /** Whether its result was replaced by a timeout. */
        boolean expired;

        /** Whether the next run was due once already; its end may just be on its way. */
        boolean overdue;

        Run(Probe probe) {
            this.probe = probe;
        }
    }

    final Key key;
    final long phaseNanos;
    final List<CheckedRouterHealth> users = new ArrayList<>();

    @Nullable
    Run run;

    @Nullable
    Future<?> next;

    ScheduledCheck(Key key, long phaseNanos) {
        this.key = key;
        this.phaseNanos = phaseNanos;
    }

    /** Whether a run waits, and only for a place among the commands. */
    boolean waitsForPlace() {
        return run != null && run.probe instanceof CommandProbe command && !command.isStarted();
    }

    /** Ends the run and all later ones. */
    void stop() {
        Run current = run;
        if (current != null) {
            interrupt(current);
        }
        if (next != null) {
            next.cancel(false);
        }
    }

    static void interrupt(Run run) {
        if (run.limit != null) {
            run.limit.cancel(false);
        }
        if (run.thread != null) {
            run.thread.interrupt();
        }
    }
}
