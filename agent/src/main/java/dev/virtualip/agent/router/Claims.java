package dev.virtualip.agent.router;

import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Other hosts that announce an address of one virtual router. To one that is Releasing it is the successor speaking;
 * to an Active it is a conflict, unless a peer explains it. It is answered in any case, at most once in ten seconds so
 * that two stubborn hosts do not shout for ever.
 */
final class Claims {
    private static final long ANSWER_NANOS = 10_000_000_000L;

    private final LoopContext context;
    private final RouterInstance router;
    private final Recent conflict;
    private final Suspicion suspicion;
    private @Nullable Long answeredAtNanos;

    Claims(LoopContext context, RouterInstance router) {
        this.context = context;
        this.router = router;
        this.conflict = new Recent(context);
        this.suspicion = new Suspicion(context, this::tell);
    }

    /** Another router of this Virtual Router ID advertised. */
    void advertised(long nowNanos) {
        suspicion.advertised(nowNanos);
    }

    /** The state machine has taken a step: only an Active has conflicts. */
    void stepped(State after) {
        if (!(after instanceof State.Active)) {
            suspicion.clear();
        }
    }

    /** Another host announced an address, or answered for it. */
    void heard(InetAddress address, MacAddress claimant, long nowNanos) {
        router.surroundings().firstBinding().heard(address, claimant);
        router.actions().added().heard(address, claimant);
        if (!router.addresses().wants(address)) {
            return;
        }
        if (router.state() instanceof State.Releasing) {
            router.handle(new Event.Claimed(nowNanos, address));
        } else if (router.isActive()) {
            conflict(address, claimant, nowNanos);
        }
    }

    private void conflict(InetAddress address, MacAddress claimant, long nowNanos) {
        router.counters().conflict("duplicate-claim");
        router.surroundings().others().mismatches().held(nowNanos);
        Long answered = answeredAtNanos;
        boolean answers = answered == null || nowNanos - answered >= ANSWER_NANOS;
        if (answers) {
            answeredAtNanos = nowNanos;
            router.actions().bound(List.of(address), nowNanos);
        }
        if (!answers && conflict.text() != null) {
            conflict.again(nowNanos);
            return;
        }
        long intervalNanos = router.spec().advertisementIntervalNanos();
        if (suspicion.wonders(intervalNanos, nowNanos)) {
            String claim = "host %s also claims %s: find out who it is, two hosts must not have one address"
                    .formatted(claimant, address.getHostAddress());
            suspicion.suspect(claim, intervalNanos, nowNanos);
        }
    }

    private void tell(String claim, long nowNanos) {
        conflict.happened(claim, nowNanos);
        context.listener().noticed(new Notice(Severity.WARNING, router.spec().name(), "DuplicateClaim", claim));
    }

    /** The conflict of the last minute; null if there was none. */
    @Nullable
    String conflict() {
        return conflict.text();
    }

    void close() {
        suspicion.clear();
        conflict.clear();
    }
}
