package dev.virtualip.agent.vrrp;

import dev.virtualip.agent.vrrp.State.Active;
import dev.virtualip.agent.vrrp.State.Backup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** RFC 9568 section 6.4.3: forward, answer, advertise. */
final class ActiveRules {
    private static final int SLOWING_DOWN = 3;

    private ActiveRules() {}

    static Step step(RouterSettings settings, Active state, Event event) {
        return switch (event) {
            case Event.TimerFired fired -> advertise(settings, state, fired.nowNanos());
            case Event.Heard heard -> hear(settings, state, heard);
            case Event.Reconfigured change -> reconfigure(settings, state, change);
            case Event.ReleaseRequested request ->
                ReleasingRules.giveUp(settings, request.nowNanos(), false, request.reason());
            case Event.GroupLeft left -> ReleasingRules.giveUp(settings, left.nowNanos(), false, Reason.GROUP_MEMBER);
            case Event.Stopped stopped -> ReleasingRules.giveUp(settings, stopped.nowNanos(), true, stopped.reason());
            case Event.Failed failed -> leave(settings, new State.Initialize(), failed.reason());
            case Event.Paused paused -> leave(settings, afterPause(settings, paused.nowNanos()), Reason.PAUSED);
            case Event.Started ignored -> Step.stay(state);
            case Event.Claimed ignored -> Step.stay(state);
            case Event.GroupReady ignored -> Step.stay(state);
        };
    }

    /** Advertise, bind, announce: in this order, so that an Active still there yields before both answer (6.4.1). */
    static Step takeOver(RouterSettings settings, long nowNanos, Reason reason) {
        long interval = settings.advertisementIntervalNanos();
        List<InetAddress> addresses = settings.heldAddresses();
        return Step.change(
                new Active(nowNanos + interval, interval, 0),
                reason,
                new Action.Advertise(settings.priority()),
                new Action.Bind(addresses),
                new Action.Announce(addresses));
    }

    private static Step advertise(RouterSettings settings, Active state, long nowNanos) {
        if (!Timing.due(state.deadlineNanos(), nowNanos)) {
            return Step.stay(state);
        }
        int left = Math.max(0, state.slowingDown() - 1);
        long cadence = left == 0 ? settings.advertisementIntervalNanos() : state.cadenceNanos();
        long next = Timing.nextAdvertisementNanos(state.deadlineNanos(), cadence, nowNanos);
        return Step.stay(new Active(next, cadence, left), new Action.Advertise(settings.priority()));
    }

    private static Step hear(RouterSettings settings, Active state, Event.Heard heard) {
        int priority = heard.advertisement().priority();
        int order = Integer.compare(priority, settings.priority());
        int rank = order != 0 ? order : compareSource(settings, heard);
        if (rank > 0) {
            return ReleasingRules.yieldTo(settings, heard);
        }
        // Two routers with equal priority and address have no order; answering each other would never end.
        if (heard.stale() || rank == 0) {
            return Step.stay(state);
        }
        Action answer = new Action.Advertise(settings.priority());
        if (priority == Advertisement.PRIORITY_STOP) {
            return Step.stay(state.at(heard.nowNanos() + state.cadenceNanos()), answer);
        }
        // RFC 9568 asserts the role at once. Hosts may have learnt the loser, so the addresses are announced again.
        return Step.stay(state, answer, new Action.Announce(settings.heldAddresses()));
    }

    /** Equal priorities: the higher address wins, compared unsigned in network byte order. */
    private static int compareSource(RouterSettings settings, Event.Heard heard) {
        return Arrays.compareUnsigned(
                heard.source().getAddress(), settings.sourceAddress().getAddress());
    }

    /** Carry on, say the new settings at once; an interval that grows keeps its old cadence until all have heard. */
    private static Step reconfigure(RouterSettings settings, Active state, Event.Reconfigured change) {
        long interval = settings.advertisementIntervalNanos();
        boolean grows = interval > change.previous().advertisementIntervalNanos();
        int slowing = grows ? SLOWING_DOWN : interval > state.cadenceNanos() ? state.slowingDown() : 0;
        long cadence = slowing > 0 ? state.cadenceNanos() : interval;
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.Advertise(settings.priority()));
        List<InetAddress> before = change.previous().heldAddresses();
        List<InetAddress> after = settings.heldAddresses();
        List<InetAddress> removed = without(before, after);
        List<InetAddress> added = without(after, before);
        if (!removed.isEmpty()) {
            actions.add(new Action.Unbind(removed));
        }
        if (!added.isEmpty()) {
            actions.add(new Action.Bind(added));
            actions.add(new Action.Announce(added));
        }
        return new Step(new Active(change.nowNanos() + cadence, cadence, slowing), actions, null);
    }

    static List<InetAddress> without(List<InetAddress> addresses, List<InetAddress> others) {
        return addresses.stream().filter(address -> !others.contains(address)).toList();
    }

    private static Backup afterPause(RouterSettings settings, long nowNanos) {
        long interval = settings.advertisementIntervalNanos();
        return Backup.listening(nowNanos + BackupRules.patienceNanos(settings, interval), interval, null);
    }

    private static Step leave(RouterSettings settings, State next, Reason reason) {
        return Step.change(next, reason, new Action.StopAnnouncing(), new Action.Unbind(settings.heldAddresses()));
    }
}
