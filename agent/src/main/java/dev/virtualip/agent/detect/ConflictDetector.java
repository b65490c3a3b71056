package dev.virtualip.agent.detect;

import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RecentMessage;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Detects other hosts that claim an address of an Active (RFC 5227), unless the claim is a peer's that advertises too.
 * The Active answers each claim, at most once in ten seconds, so that two hosts do not answer each other endlessly.
 */
public final class ConflictDetector {
    private static final long ANSWER_NANOS = 10_000_000_000L;

    private final LoopContext context;
    private final RouterCounters counters;
    private final RecentMessage conflict;
    private final PendingConflict pending;
    private VirtualRouterSpec spec;
    private @Nullable Long answeredAtNanos;

    public ConflictDetector(LoopContext context, RouterCounters counters, VirtualRouterSpec spec) {
        this.context = context;
        this.counters = counters;
        this.spec = spec;
        this.conflict = new RecentMessage(context);
        this.pending = new PendingConflict(context, this::report);
    }

    /** Replaces the specification. */
    public void respecify(VirtualRouterSpec newSpec) {
        spec = newSpec;
    }

    /** Another router of this Virtual Router ID advertised. */
    public void advertised(long nowNanos) {
        pending.advertised(nowNanos);
    }

    /** The state machine took a step: only an Active has conflicts. */
    public void stepped(State after) {
        if (!(after instanceof State.Active)) {
            pending.clear();
        }
    }

    /**
     * Another host claimed an address while this virtual router is Active.
     *
     * @return whether the address is to be announced as an answer
     */
    public boolean claimed(InetAddress address, MacAddress claimant, long nowNanos) {
        counters.conflict("duplicate-claim");
        Long answered = answeredAtNanos;
        boolean answers = answered == null || nowNanos - answered >= ANSWER_NANOS;
        if (answers) {
            answeredAtNanos = nowNanos;
        }
        long intervalNanos = spec.advertisementIntervalNanos();
        if (!answers && conflict.text() != null) {
            conflict.again(nowNanos);
        } else if (pending.wonders(intervalNanos, nowNanos)) {
            String claim = "host %s also claims %s: find that host, since two hosts must not have one address"
                    .formatted(claimant, address.getHostAddress());
            pending.suspect(claim, intervalNanos, nowNanos);
        }
        return answers;
    }

    private void report(String claim, long nowNanos) {
        conflict.happened(claim, nowNanos);
        context.listener().noticed(new Notice(Severity.WARNING, spec.name(), NoticeKind.DUPLICATE_CLAIM, claim));
    }

    /** The conflict of the last minute; null if there was none. */
    public @Nullable String conflict() {
        return conflict.text();
    }

    /** Ends all timers. */
    public void close() {
        pending.clear();
        conflict.clear();
    }
}
