package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.crds.format.Durations;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Health check of one virtual router with its verdict. Confined to the runner's thread. */
final class CheckedRouterHealth {
    private final String virtualRouter;
    private HealthCheckSpec spec;
    private CheckHealth health;
    private Instant since;

    CheckedRouterHealth(String virtualRouter, HealthCheckSpec spec, long nowNanos, Instant now) {
        this.virtualRouter = virtualRouter;
        this.spec = spec;
        this.health = CheckHealth.unknown(nowNanos);
        this.since = now;
    }

    String virtualRouter() {
        return virtualRouter;
    }

    HealthCheckSpec spec() {
        return spec;
    }

    CheckHealth health() {
        return health;
    }

    /** Takes another configuration of the same target: the verdict stays. */
    void configured(HealthCheckSpec changed) {
        spec = changed;
    }

    /** Takes a result; true if the state changed that others see. */
    boolean accept(CheckResult result, long nowNanos, Instant now) {
        CheckHealth before = health;
        String textBefore = error();
        health = switch (result) {
            case CheckResult.Passed ignored -> before.passed(spec, nowNanos);
            case CheckResult.Failed failed -> before.failed(spec, failed.error(), nowNanos);
            case CheckResult.Undecided ignored -> before;
        };
        if (verdictChangedFrom(before)) {
            since = now;
            return true;
        }
        return !Objects.equals(textBefore, error());
    }

    /** Whether the verdict is another one than before. */
    boolean verdictChangedFrom(CheckHealth before) {
        return !Objects.equals(before.healthy(), health.healthy());
    }

    HealthCheckState state() {
        return new HealthCheckState(spec.name(), health.healthy(), since, error());
    }

    private @Nullable String error() {
        String error = health.error();
        return error == null || !health.isHeld(spec) || health.holdNanos() == 0
                ? error
                : ("passes again, and counts as healthy after %s without a failure, because it failed %d times lately;"
                                + " last: %s")
                        .formatted(Durations.format(health.holdNanos()), health.fallCount(), error);
    }
}
