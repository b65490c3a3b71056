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
    private static final long LASTS_NANOS = 60_000_000_000L;

    private final LoopContext context;
    private final RouterInstance router;
    private @Nullable Long answeredAtNanos;
    private @Nullable String conflict;
    private long heardAtNanos;

    Claims(LoopContext context, RouterInstance router) {
        this.context = context;
        this.router = router;
    }

    /** Somebody else announced an address. */
    void heard(InetAddress address, MacAddress claimant, long nowNanos) {
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
        heardAtNanos = nowNanos;
        Long answered = answeredAtNanos;
        if (answered != null && nowNanos - answered < ANSWER_NANOS) {
            return;
        }
        answeredAtNanos = nowNanos;
        String message = "host %s also claims %s: find out who it is, two hosts must not have one address"
                .formatted(claimant, address.getHostAddress());
        conflict = message;
        router.bound(List.of(address), nowNanos);
        context.listener().noticed(new Notice(Severity.WARNING, router.spec().name(), "DuplicateClaim", message));
    }

    /** The conflict of the last minute; null if there was none. */
    @Nullable
    String conflict(long nowNanos) {
        return conflict != null && nowNanos - heardAtNanos < LASTS_NANOS ? conflict : null;
    }
}
