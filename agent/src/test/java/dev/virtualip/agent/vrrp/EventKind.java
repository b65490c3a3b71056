package dev.virtualip.agent.vrrp;

/** An example of each kind of event. */
enum EventKind {
    STARTED,
    HEARD_STOP,
    HEARD_INFERIOR,
    HEARD_SUPERIOR,
    CLAIMED,
    TIMER_FIRED,
    RECONFIGURED,
    RELEASE_REQUESTED,
    STOPPED,
    FAILED,
    PAUSED,
    GROUP_READY,
    GROUP_LEFT;

    Event at(long now) {
        return switch (this) {
            case STARTED -> new Event.Started(now);
            case HEARD_STOP -> Story.heard(now, 0);
            case HEARD_INFERIOR -> Story.heard(now, 50);
            case HEARD_SUPERIOR -> Story.heard(now, 200);
            case CLAIMED -> new Event.Claimed(now, Story.VIRTUAL);
            case TIMER_FIRED -> new Event.TimerFired(now);
            case RECONFIGURED -> new Event.Reconfigured(now, TestSettings.priority(100));
            case RELEASE_REQUESTED -> new Event.ReleaseRequested(now, Reason.MOVE_REQUESTED);
            case STOPPED -> new Event.Stopped(now, Reason.STOPPED);
            case FAILED -> new Event.Failed(now, Reason.LINK_DOWN);
            case PAUSED -> new Event.Paused(now);
            case GROUP_READY -> new Event.GroupReady(now);
            case GROUP_LEFT -> new Event.GroupLeft(now);
        };
    }
}
