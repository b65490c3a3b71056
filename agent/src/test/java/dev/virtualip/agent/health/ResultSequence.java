package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckState;
import java.time.Instant;

/** Verdict of the shipped state machine on a sequence of results, for tests of other packages. */
public final class ResultSequence {
    private final CheckedRouterHealth health;

    /** A check of a virtual router without a result yet. */
    public ResultSequence(String virtualRouter, HealthCheckSpec spec, long nowNanos) {
        health = new CheckedRouterHealth(virtualRouter, spec, nowNanos, Instant.EPOCH);
    }

    /** Takes a result; true if the verdict is another one now. */
    public boolean accept(boolean passes, long nowNanos) {
        CheckHealth before = health.health();
        health.accept(
                passes ? CheckResult.PASSED : new CheckResult.Failed("connection refused"), nowNanos, Instant.EPOCH);
        return health.verdictChangedFrom(before);
    }

    /** The state as the event loop gets it. */
    public HealthCheckState state() {
        return health.state();
    }
}
