package dev.virtualip.agent.vrrp;

import java.net.InetAddress;

/**
 * The two things that happen for ever while nothing happens: an Active advertises, a Backup hears it. They change
 * nothing but a deadline, so the loop asks here first and allocates nothing. Each answer equals what {@link
 * VirtualRouter#step} would have given, and a test holds that.
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

    /** Whether an advertisement tells a Backup nothing but that its Active lives. */
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
