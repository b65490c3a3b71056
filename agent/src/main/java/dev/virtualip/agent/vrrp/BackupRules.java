package dev.virtualip.agent.vrrp;

import dev.virtualip.agent.vrrp.State.Backup;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** RFC 9568 section 6.4.2: monitor the availability and state of the Active. */
final class BackupRules {
    private BackupRules() {}

    static Step step(RouterSettings settings, Backup state, Event event) {
        return switch (event) {
            case Event.Heard heard -> Step.stay(hear(settings, state, heard));
            case Event.TimerFired fired -> expire(settings, state, fired.nowNanos());
            case Event.GroupReady ready ->
                state.waiting() && !settings.awaitingVerdict()
                        ? ActiveRules.takeOver(settings, ready.nowNanos(), state.expiry())
                        : Step.stay(state);
            case Event.Reconfigured change -> reconfigure(settings, state, change);
            case Event.Paused paused -> Step.stay(listenAfresh(settings, state, paused.nowNanos()));
            case Event.Stopped stopped -> Step.change(new State.Initialize(), stopped.reason());
            case Event.Failed failed -> Step.change(new State.Initialize(), failed.reason());
            case Event.Started ignored -> Step.stay(state);
            case Event.Claimed ignored -> Step.stay(state);
            case Event.ReleaseRequested ignored -> Step.stay(state);
            case Event.GroupLeft ignored -> Step.stay(state);
        };
    }

    /** A Backup without a known Active, which waits for a whole Active_Down_Interval of its own interval. */
    static Backup fresh(RouterSettings settings, long nowNanos) {
        long interval = settings.advertisementIntervalNanos();
        return Backup.listening(nowNanos + activeDownNanos(settings, interval), interval, null);
    }

    /** Whether it takes over without listening first. */
    static boolean ownerAtOnce(RouterSettings settings) {
        return settings.owner() && !settings.awaitingVerdict();
    }

    /** The owner waits only for the other members of its move group: they take over together. */
    static Backup owner(RouterSettings settings, long nowNanos) {
        long interval = settings.advertisementIntervalNanos();
        long again = nowNanos + interval;
        return new Backup(again, again, interval, null, Reason.OWNER, null, true);
    }

    static long activeDownNanos(RouterSettings settings, long activeIntervalNanos) {
        return Timing.activeDownNanos(settings.version(), settings.priority(), activeIntervalNanos);
    }

    static long skewNanos(RouterSettings settings, long activeIntervalNanos) {
        return Timing.skewNanos(settings.version(), settings.priority(), activeIntervalNanos);
    }

    /** Fresh listening: within this time a living Active has said so. */
    static long patienceNanos(RouterSettings settings, long activeIntervalNanos) {
        return activeIntervalNanos + skewNanos(settings, activeIntervalNanos);
    }

    /** Version 3 learns the interval from the wire; version 2 has refused any other than its own (RFC 3768 7.1). */
    static long learntIntervalNanos(RouterSettings settings, Advertisement advertisement) {
        return settings.version() == 2 ? settings.advertisementIntervalNanos() : advertisement.intervalNanos();
    }

    private static Backup hear(RouterSettings settings, Backup state, Event.Heard heard) {
        int priority = heard.advertisement().priority();
        if (priority == Advertisement.PRIORITY_STOP) {
            return hearStop(settings, state, heard);
        }
        if (priority >= settings.priority() || !preempts(settings, priority)) {
            return adopt(settings, state, heard, null);
        }
        if (heard.stale() || followsBetter(settings, state, heard)) {
            return state;
        }
        if (delays(settings, state, priority)) {
            Long armed = state.preemptAtNanos();
            long preemptAt = armed != null
                    ? armed
                    : heard.nowNanos() + settings.preemption().delayNanos();
            return adopt(settings, state, heard, preemptAt);
        }
        return discard(state, heard, priority);
    }

    /**
     * The owner always preempts (RFC 9568 section 6.1, Preempt_Mode); and even a router that never does takes over from
     * one that its own health check withdrew. A router whose own health is unknown does not.
     */
    static boolean preempts(RouterSettings settings, int activePriority) {
        return !settings.awaitingVerdict()
                && (settings.preemption().enabled()
                        || settings.owner()
                        || activePriority == Advertisement.PRIORITY_WITHDRAWN);
    }

    /** Whether the known Active is alive and good enough, so that a lower router's advertisement changes nothing. */
    private static boolean followsBetter(RouterSettings settings, Backup state, Event.Heard heard) {
        Peer active = state.active();
        return active != null
                && state.expiry() == Reason.PEER_TIMEOUT
                && !state.waiting()
                && active.priority() >= settings.priority()
                && !active.address().equals(heard.source());
    }

    /** A delay that was waited out once is over, also while the rest of the move group is not ready yet. */
    private static boolean delays(RouterSettings settings, Backup state, int activePriority) {
        boolean waitedOut = state.waiting() && state.expiry() == Reason.PREEMPTING;
        return settings.preemption().delayNanos() > 0
                && !settings.owner()
                && !waitedOut
                && activePriority != Advertisement.PRIORITY_WITHDRAWN;
    }

    /** Priority 0: the Active leaves, wait Skew_Time. It counts only from the known Active, and not if it is stale. */
    private static Backup hearStop(RouterSettings settings, Backup state, Event.Heard heard) {
        Peer active = state.active();
        if (heard.stale() || active == null || !active.address().equals(heard.source())) {
            return state;
        }
        long activeDownAt = heard.nowNanos() + skewNanos(settings, state.activeIntervalNanos());
        return new Backup(
                activeDownAt, activeDownAt, state.activeIntervalNanos(), active, Reason.PEER_STOPPED, null, false);
    }

    /** The Active lives: learn its interval and wait again, whether or not a preemption is held back meanwhile. */
    private static Backup adopt(
            RouterSettings settings, Backup state, Event.Heard heard, @Nullable Long preemptAtNanos) {
        long interval = learntIntervalNanos(settings, heard.advertisement());
        long activeDownAt = heard.nowNanos() + activeDownNanos(settings, interval);
        long deadline = preemptAtNanos == null ? activeDownAt : Timing.earlier(activeDownAt, preemptAtNanos);
        return new Backup(
                deadline, activeDownAt, interval, peer(state, heard), Reason.PEER_TIMEOUT, preemptAtNanos, false);
    }

    /** A lower priority moves no timer: when it fires, this router preempts. */
    private static Backup discard(Backup state, Event.Heard heard, int priority) {
        Reason expiry = priority == Advertisement.PRIORITY_WITHDRAWN ? Reason.PEER_WITHDRAWN : Reason.PREEMPTING;
        return new Backup(
                state.deadlineNanos(),
                state.activeDownAtNanos(),
                state.activeIntervalNanos(),
                peer(state, heard),
                expiry,
                state.preemptAtNanos(),
                state.waiting());
    }

    private static Peer peer(Backup state, Event.Heard heard) {
        Peer peer = new Peer(heard.source(), heard.advertisement().priority());
        Peer known = state.active();
        return known != null && known.equals(peer) ? known : peer;
    }

    private static Step expire(RouterSettings settings, Backup state, long nowNanos) {
        if (!Timing.due(state.deadlineNanos(), nowNanos)) {
            return Step.stay(state);
        }
        boolean silent = Timing.due(state.activeDownAtNanos(), nowNanos);
        Reason reason = silent ? state.expiry() : Reason.PREEMPTING;
        if (!settings.grouped() && !settings.awaitingVerdict()) {
            return ActiveRules.takeOver(settings, nowNanos, reason);
        }
        // Its group or its first verdict decides; the deadline only moves on so that it does not fire for ever.
        long again = nowNanos + state.activeIntervalNanos();
        return Step.stay(new Backup(again, again, state.activeIntervalNanos(), state.active(), reason, null, true));
    }

    /** A new priority moves the running timer by the difference of the skews; addresses move nothing. */
    private static Step reconfigure(RouterSettings settings, Backup state, Event.Reconfigured change) {
        RouterSettings previous = change.previous();
        if (ownerAtOnce(settings) && !ownerAtOnce(previous)) {
            return settings.grouped()
                    ? Step.stay(owner(settings, change.nowNanos()))
                    : ActiveRules.takeOver(settings, change.nowNanos(), Reason.OWNER);
        }
        if (previous.awaitingVerdict() && !settings.awaitingVerdict() && state.waiting()) {
            return Step.stay(decided(settings, state, change.nowNanos()));
        }
        boolean ownIntervalCounts = settings.version() == 2 || state.active() == null;
        long own = settings.advertisementIntervalNanos();
        if (ownIntervalCounts && previous.advertisementIntervalNanos() != own) {
            long activeDownAt = change.nowNanos() + activeDownNanos(settings, own);
            return Step.stay(Backup.listening(activeDownAt, own, state.active()));
        }
        boolean same = previous.priority() == settings.priority()
                && Objects.equals(previous.preemption(), settings.preemption());
        return Step.stay(same ? state : reconsider(settings, state, change));
    }

    /** Its timer fired before its health was known: it waits for its skew, since others may wait for theirs as well. */
    private static Backup decided(RouterSettings settings, Backup state, long nowNanos) {
        long at = nowNanos + skewNanos(settings, state.activeIntervalNanos());
        return new Backup(at, at, state.activeIntervalNanos(), state.active(), state.expiry(), null, false);
    }

    private static Backup reconsider(RouterSettings settings, Backup state, Event.Reconfigured change) {
        long interval = state.activeIntervalNanos();
        long shift = skewNanos(settings, interval) - skewNanos(change.previous(), interval);
        long activeDownAt = state.activeDownAtNanos() + shift;
        boolean preempting = state.expiry() == Reason.PREEMPTING || state.expiry() == Reason.PEER_WITHDRAWN;
        if (preempting) {
            // The timer kept running beside a living Active, whose next advertisement decides about preemption.
            long patient = change.nowNanos() + patienceNanos(settings, interval);
            return Backup.listening(Timing.later(activeDownAt, patient), interval, state.active());
        }
        return new Backup(activeDownAt, activeDownAt, interval, state.active(), state.expiry(), null, state.waiting());
    }

    /** Advertisements from before the pause prove nothing: wait one interval and the skew before the timer counts. */
    private static Backup listenAfresh(RouterSettings settings, Backup state, long nowNanos) {
        long interval = state.activeIntervalNanos();
        long patient = nowNanos + patienceNanos(settings, interval);
        long activeDownAt = Timing.later(state.activeDownAtNanos(), patient);
        return Backup.listening(activeDownAt, interval, state.active());
    }
}
