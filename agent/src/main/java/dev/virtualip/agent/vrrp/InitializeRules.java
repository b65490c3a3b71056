package dev.virtualip.agent.vrrp;

import dev.virtualip.agent.vrrp.Event.Started;

/** RFC 9568 section 6.4.1: wait for a startup event. */
final class InitializeRules {
    private InitializeRules() {}

    static Step step(RouterSettings settings, State.Initialize state, Event event) {
        return switch (event) {
            case Started started -> start(settings, started.nowNanos());
            case Event.Heard ignored -> Step.stay(state);
            case Event.Claimed ignored -> Step.stay(state);
            case Event.TimerFired ignored -> Step.stay(state);
            case Event.Reconfigured ignored -> Step.stay(state);
            case Event.ReleaseRequested ignored -> Step.stay(state);
            case Event.Stopped ignored -> Step.stay(state);
            case Event.Failed ignored -> Step.stay(state);
            case Event.Paused ignored -> Step.stay(state);
            case Event.GroupReady ignored -> Step.stay(state);
            case Event.GroupLeft ignored -> Step.stay(state);
        };
    }

    /**
     * The owner is Active at once (with its move group), unless its health is unknown; any other router listens for
     * Active_Down_Interval first.
     */
    private static Step start(RouterSettings settings, long nowNanos) {
        if (BackupRules.ownerAtOnce(settings)) {
            return settings.grouped()
                    ? Step.change(BackupRules.owner(settings, nowNanos), Reason.STARTED)
                    : ActiveRules.takeOver(settings, nowNanos, Reason.OWNER);
        }
        return Step.change(BackupRules.fresh(settings, nowNanos), Reason.STARTED);
    }
}
