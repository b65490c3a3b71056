package dev.virtualip.agent.vrrp;

import dev.virtualip.agent.vrrp.State.Backup;
import dev.virtualip.agent.vrrp.State.Releasing;
import java.net.InetAddress;
import java.util.List;

/**
 * Make before break: the addresses stay until the successor announces them. In RFC order the successor advertises,
 * binds and announces; releasing on its first advertisement would leave a gap of as long as binding takes.
 */
final class ReleasingRules {
    private ReleasingRules() {}

    static Step step(RouterSettings settings, Releasing state, Event event) {
        return switch (event) {
            case Event.Claimed claim -> letGo(settings, state, claim);
            case Event.Heard heard -> Step.stay(hear(settings, state, heard));
            case Event.TimerFired fired ->
                Timing.due(state.deadlineNanos(), fired.nowNanos())
                        ? end(settings, state, fired.nowNanos())
                        : Step.stay(state);
            case Event.GroupReady ready ->
                state.waiting()
                        ? ActiveRules.takeOver(settings, ready.nowNanos(), Reason.PEER_TIMEOUT)
                        : Step.stay(state);
            case Event.Stopped stopped -> Step.stay(stopping(state, stopped.reason()));
            case Event.Failed failed -> finish(settings, stopping(state, failed.reason()), failed.nowNanos());
            case Event.Paused paused -> finish(settings, rested(settings, state, paused.nowNanos()), paused.nowNanos());
            case Event.Reconfigured change -> forget(settings, state, change);
            case Event.Started ignored -> Step.stay(state);
            case Event.ReleaseRequested ignored -> Step.stay(state);
            case Event.GroupLeft ignored -> Step.stay(state);
        };
    }

    /** Priority 0 makes the Backups take over after their Skew_Time (RFC 9568 section 6.4.3, Shutdown). */
    static Step giveUp(RouterSettings settings, long nowNanos, boolean stopping, Reason reason) {
        long interval = settings.advertisementIntervalNanos();
        long end = nowNanos + Timing.releaseNanos(settings.stopGraceNanos(), interval);
        // If there is no successor by then, none will come: a router that stays takes over again, at once or with its
        // move group, and in any case after its own skew.
        long activeDownAt = end + BackupRules.skewNanos(settings, interval);
        Releasing next = new Releasing(end, stopping, reason, settings.heldAddresses(), null, interval, activeDownAt);
        return Step.change(
                next, reason, new Action.Advertise(Advertisement.PRIORITY_STOP), new Action.StopAnnouncing());
    }

    /** One last advertisement with its own priority makes the superior router announce once more. */
    static Step yieldTo(RouterSettings settings, Event.Heard heard) {
        long interval = BackupRules.learntIntervalNanos(settings, heard.advertisement());
        Releasing next = new Releasing(
                heard.nowNanos() + Timing.SUCCESSOR_SETTLES_NANOS,
                false,
                Reason.SUPERIOR_PEER,
                settings.heldAddresses(),
                new Peer(heard.source(), heard.advertisement().priority()),
                interval,
                heard.nowNanos() + BackupRules.activeDownNanos(settings, interval));
        return Step.change(
                next, Reason.SUPERIOR_PEER, new Action.Advertise(settings.priority()), new Action.StopAnnouncing());
    }

    private static Releasing hear(RouterSettings settings, Releasing state, Event.Heard heard) {
        Peer known = state.successor();
        boolean successorSpeaks = known != null && known.address().equals(heard.source());
        Peer speaker = new Peer(heard.source(), heard.advertisement().priority());
        long now = heard.nowNanos();
        if (speaker.priority() == Advertisement.PRIORITY_STOP) {
            long skew = BackupRules.skewNanos(settings, state.activeIntervalNanos());
            return successorSpeaks ? patient(state, now + skew) : state;
        }
        if (known != null && !successorSpeaks && speaker.priority() < known.priority()) {
            return state;
        }
        long interval = BackupRules.learntIntervalNanos(settings, heard.advertisement());
        long settled = now + Timing.SUCCESSOR_SETTLES_NANOS;
        return new Releasing(
                Timing.earlier(state.deadlineNanos(), settled),
                state.stopping(),
                state.reason(),
                state.held(),
                speaker,
                interval,
                now + BackupRules.activeDownNanos(settings, interval));
    }

    private static Step letGo(RouterSettings settings, Releasing state, Event.Claimed claim) {
        if (!state.held().contains(claim.address())) {
            return Step.stay(state);
        }
        // A successor with many addresses takes long to announce them all: this router holds those not announced yet.
        long atIt = Timing.later(state.deadlineNanos(), claim.nowNanos() + Timing.SUCCESSOR_GOES_ON_NANOS);
        return drop(settings, state.at(atIt), List.of(claim.address()), claim.nowNanos());
    }

    /** It lets these go, and has left for good when it holds nothing more. */
    private static Step drop(RouterSettings settings, Releasing state, List<InetAddress> gone, long nowNanos) {
        Releasing rest = holding(state, ActiveRules.without(state.held(), gone));
        if (!rest.held().isEmpty()) {
            return Step.stay(rest, new Action.Unbind(gone));
        }
        return Step.change(after(settings, state, nowNanos), state.reason(), new Action.Unbind(gone));
    }

    /** Its time is over. It keeps the addresses if no successor appeared: a gap would not help. */
    private static Step end(RouterSettings settings, Releasing state, long nowNanos) {
        boolean alone =
                !state.stopping() && state.successor() == null && state.held().containsAll(settings.heldAddresses());
        if (!alone || state.waiting()) {
            return finish(settings, state, nowNanos);
        }
        return settings.grouped()
                ? Step.stay(state.at(state.activeDownAtNanos()))
                : ActiveRules.takeOver(settings, nowNanos, Reason.PEER_TIMEOUT);
    }

    private static Step finish(RouterSettings settings, Releasing state, long nowNanos) {
        return Step.change(after(settings, state, nowNanos), state.reason(), new Action.Unbind(state.held()));
    }

    private static State after(RouterSettings settings, Releasing state, long nowNanos) {
        if (state.stopping()) {
            return new State.Initialize();
        }
        long interval = state.activeIntervalNanos();
        long patience = nowNanos + BackupRules.skewNanos(settings, interval);
        long activeDownAt = Timing.later(state.activeDownAtNanos(), patience);
        return Backup.listening(activeDownAt, interval, state.successor());
    }

    private static Step forget(RouterSettings settings, Releasing state, Event.Reconfigured change) {
        List<InetAddress> removed = ActiveRules.without(change.previous().heldAddresses(), settings.heldAddresses());
        List<InetAddress> gone = state.held().stream().filter(removed::contains).toList();
        return gone.isEmpty() ? Step.stay(state) : drop(settings, state, gone, change.nowNanos());
    }

    /** After a pause its knowledge of the successor is outdated: start listening again. */
    private static Releasing rested(RouterSettings settings, Releasing state, long nowNanos) {
        long listened = nowNanos + BackupRules.patienceNanos(settings, state.activeIntervalNanos());
        return patient(state, Timing.later(state.activeDownAtNanos(), listened));
    }

    private static Releasing patient(Releasing state, long activeDownAtNanos) {
        return new Releasing(
                state.deadlineNanos(),
                state.stopping(),
                state.reason(),
                state.held(),
                state.successor(),
                state.activeIntervalNanos(),
                activeDownAtNanos);
    }

    private static Releasing holding(Releasing state, List<InetAddress> held) {
        return new Releasing(
                state.deadlineNanos(),
                state.stopping(),
                state.reason(),
                held,
                state.successor(),
                state.activeIntervalNanos(),
                state.activeDownAtNanos());
    }

    private static Releasing stopping(Releasing state, Reason reason) {
        return new Releasing(
                state.deadlineNanos(),
                true,
                reason,
                state.held(),
                state.successor(),
                state.activeIntervalNanos(),
                state.activeDownAtNanos());
    }
}
