package dev.virtualip.agent.detect;

import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.Timer;
import org.jspecify.annotations.Nullable;

/**
 * A claim that may be a conflict, or of a peer that became Active in the same moment and is about to yield. A
 * peer advertises before it announces (RFC 9568, section 6.4.2), so that its advertisement arrives with its claim; two
 * that keep advertising are a split brain. A claim without an advertisement comes from a host that is no peer.
 */
final class PendingConflict {
    /** A busy host reads claims and advertisements in any order, some milliseconds apart. */
    private static final long SHORTEST_NANOS = 100_000_000L;

    private static final long LONGEST_NANOS = 1_000_000_000L;

    private final Listener listener;
    private final Timer timer;
    private @Nullable String claim;
    private boolean advertised;
    private long advertisedNanos;

    /** Receives a claim that no advertisement explains. */
    interface Listener {
        void unexplained(String claim, long nowNanos);
    }

    PendingConflict(LoopContext context, Listener listener) {
        this.listener = listener;
        this.timer = context.timers().timer(this::confirm);
    }

    /** Another router of this Virtual Router ID advertised: that explains what was claimed, and soon will be. */
    void advertised(long nowNanos) {
        advertised = true;
        advertisedNanos = nowNanos;
        clear();
    }

    /** Whether a claim would start a new wait; if not, one is pending already, or it is explained. */
    boolean wonders(long intervalNanos, long nowNanos) {
        boolean explained = advertised && nowNanos - advertisedNanos < waits(intervalNanos);
        return claim == null && !explained;
    }

    /** Reports a claim unless an advertisement arrives within an interval. */
    void suspect(String newClaim, long intervalNanos, long nowNanos) {
        claim = newClaim;
        timer.set(nowNanos + waits(intervalNanos));
    }

    private static long waits(long intervalNanos) {
        return Math.clamp(intervalNanos, SHORTEST_NANOS, LONGEST_NANOS);
    }

    private void confirm(long nowNanos) {
        String unexplained = claim;
        claim = null;
        if (unexplained != null) {
            listener.unexplained(unexplained, nowNanos);
        }
    }

    /** Forgets what was claimed. */
    void clear() {
        claim = null;
        timer.clear();
    }
}
