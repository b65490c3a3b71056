package dev.virtualip.agent.vrrp;

import java.net.InetAddress;

/**
 * Decides the two events that repeat endlessly and change only a deadline: an Active advertises on time, and a Backup
 * receives its advertisement. The loop asks here first and allocates nothing ({@code AdvertisementBenchmark} among the
 * tests of the router has the figures). Each answer equals that of {@link RouterStateMachine#step}, which a test holds.
 */
public final class SteadyState {
    private SteadyState() {}

    /** Whether an Active whose timer fired only advertises, at {@link #nextAdvertisementNanos} again. */
    public static boolean onlyAdvertises(State state) {
        return state instanceof State.Active active && active.slowingDown() == 0;
    }

    /** The deadline that follows an advertisement. */
    public static long nextAdvertisementNanos(RouterSettings settings, long deadlineNanos, long nowNanos) {
        return Timing.nextAdvertisementNanos(deadlineNanos, settings.advertisementIntervalNanos(), nowNanos);
    }

    /** Whether an advertisement only confirms to a Backup that its Active is alive. */
    public static boolean onlyConfirms(
            RouterSettings settings, State state, InetAddress source, Advertisement advertisement) {
        if (!(state instanceof State.Backup backup) || backup.waiting() || backup.preemptAtNanos() != null) {
            return false;
        }
        Peer active = backup.active();
        int priority = advertisement.priority();
        return active != null
                && backup.expiry() == Reason.PEER_TIMEOUT
                && active.priority() == priority
                && (priority >= settings.priority() || followsLower(settings, priority))
                && backup.activeIntervalNanos() == BackupRules.learntIntervalNanos(settings, advertisement)
                && active.address().equals(source);
    }

    /** The Active_Down_Timer that follows such an advertisement. */
    public static long activeDownAtNanos(RouterSettings settings, State state, long nowNanos) {
        return state instanceof State.Backup backup
                ? nowNanos + BackupRules.activeDownNanos(settings, backup.activeIntervalNanos())
                : state.deadlineNanos();
    }

    private static boolean followsLower(RouterSettings settings, int priority) {
        return priority != Advertisement.PRIORITY_STOP && !BackupRules.preempts(settings, priority);
    }
}
