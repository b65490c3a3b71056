package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Timing;
import java.util.OptionalLong;

/**
 * How long the network was without an Active that spoke, as the router that took over saw it: from the last
 * advertisement of the former Active (for one that stopped in order: its priority 0) to the takeover.
 *
 * <p>The Active_Down_Timer of the state before tells when that advertisement came. A router that waited for its move
 * group has lost that instant; it counts from its first expiry as if that had been the last one, so its silence was at
 * least this long.
 */
final class FailoverOutage {
    private FailoverOutage() {}

    /** The silence that a takeover ended, in nanoseconds; empty for other steps and where no Active was known. */
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
        // An expired timer of a group's member was set again by one interval.
        long expiry = before.waiting() ? before.activeDownAtNanos() - interval : before.activeDownAtNanos();
        return expiry - patience;
    }
}
