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
 * to an Active it is a conflict, answered at most once in ten seconds so that two stubborn hosts do not shout for ever.
 */
final class Claims {
    private static final long ANSWER_NANOS = 10_000_000_000L;

    private final LoopContext context;
    private final RouterInstance router;
    private final Recent conflict;
    private @Nullable Long answeredAtNanos;

    Claims(LoopContext context, RouterInstance router) {
        this.context = context;
        this.router = router;
        this.conflict = new Recent(context);
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
        Long answered = answeredAtNanos;
        if (answered != null && nowNanos - answered < ANSWER_NANOS) {
            conflict.again(nowNanos);
            return;
        }
        answeredAtNanos = nowNanos;
        String message = "host %s also claims %s: find out who it is, two hosts must not have one address"
                .formatted(claimant, address.getHostAddress());
        conflict.happened(message, nowNanos);
        router.actions().bound(List.of(address), nowNanos);
        context.listener().noticed(new Notice(Severity.WARNING, router.spec().name(), "DuplicateClaim", message));
    }

    /** The conflict of the last minute; null if there was none. */
    @Nullable
    String conflict() {
        return conflict.text();
    }

    void close() {
        conflict.clear();
    }
}
