package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Timing;
import dev.virtualip.daemon.DurationHistogram;
import java.util.OptionalLong;

/**
 * Duration without advertisements before a takeover, as the router that took over measured it: from the last
 * advertisement of the former Active (priority 0, if it stopped) to the takeover.
 *
 * <p>The time of that advertisement follows from the Active_Down_Timer of the previous state. A router that waited for
 * its move group does not know it: it counts from its first expiry, so that the outage was at least this long.
 */
public final class FailoverOutage {
    private FailoverOutage() {}

    /** Returns an empty histogram for outages. */
    public static DurationHistogram histogram() {
        // From an interval of 10 ms (about 30 ms of silence) to one of 40 s.
        return new DurationHistogram(25, 50, 100, 250, 500, 1000, 2000, 4000, 8000, 30_000, 120_000);
    }

    /** The outage that a takeover ended, in nanoseconds; empty for other steps and if no Active was known. */
    static OptionalLong endedBy(JournalEntry entry) {
        if (!(entry.before() instanceof State.Backup before)
                || !(entry.step().next() instanceof State.Active)
                || before.active() == null) {
            return OptionalLong.empty();
        }
        Reason reason = entry.step().reason();
        if (reason != Reason.PEER_TIMEOUT && reason != Reason.PEER_STOPPED) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(0, entry.event().nowNanos() - lastHeardNanos(entry, before, reason)));
    }

    private static long lastHeardNanos(JournalEntry entry, State.Backup before, Reason reason) {
        int version = entry.settings().version();
        int priority = entry.settings().priority();
        long interval = before.activeIntervalNanos();
        long patience = reason == Reason.PEER_STOPPED
                ? Timing.skewNanos(version, priority, interval)
                : Timing.activeDownNanos(version, priority, interval);
        // The expired timer of a group member was extended by one interval.
        long expiry = before.waiting() ? before.activeDownAtNanos() - interval : before.activeDownAtNanos();
        return expiry - patience;
    }
}
