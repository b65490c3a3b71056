package dev.virtualip.agent.detect;

import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.loop.TimerQueue;
import dev.virtualip.agent.node.HeardRouter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Virtual routers of others on our links: at most 64, forgotten when they have been silent for three minutes. */
public final class ForeignRouterTable {
    private static final int ROUTERS_MAX = 64;
    private static final long FORGET_NANOS = 180_000_000_000L;

    private final List<Entry> entries = new ArrayList<>();
    private final Runnable changed;
    private final Timer timer;

    private static final class Entry {
        private final HeardRouter router;
        private final byte[] source;
        private long lastNanos;

        private Entry(HeardRouter router, long lastNanos) {
            this.router = router;
            this.source = router.source().getAddress();
            this.lastNanos = lastNanos;
        }

        private boolean is(String interfaceName, int virtualRouterId) {
            return router.virtualRouterId() == virtualRouterId
                    && router.interfaceName().equals(interfaceName);
        }
    }

    public ForeignRouterTable(TimerQueue timers, Runnable changed) {
        this.changed = changed;
        this.timer = timers.timer(this::forgetSilent);
    }

    /** Whether this one, with its source address, is known already; then it is as fresh as now. Allocates nothing. */
    boolean refresh(String interfaceName, int virtualRouterId, ByteBuffer source, long nowNanos) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.is(interfaceName, virtualRouterId) && PeerMismatches.same(source, entry.source)) {
                entry.lastNanos = nowNanos;
                return true;
            }
        }
        return false;
    }

    /** Whether one more is remembered. */
    boolean hasRoom() {
        return entries.size() < ROUTERS_MAX;
    }

    /** Adds one, unless there are too many. */
    public void add(HeardRouter router, long nowNanos) {
        if (hasRoom()) {
            entries.add(new Entry(router, nowNanos));
            timer.setNoLaterThan(nowNanos + FORGET_NANOS);
            changed.run();
        }
    }

    /** Removes a router whose advertisements are accepted now. Allocates nothing while it is not listed. */
    public void forget(String interfaceName, int virtualRouterId, ByteBuffer source) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            if (entry.is(interfaceName, virtualRouterId) && PeerMismatches.same(source, entry.source)) {
                entries.remove(i);
                changed.run();
            }
        }
    }

    public List<HeardRouter> all() {
        return entries.stream().map(entry -> entry.router).toList();
    }

    private void forgetSilent(long nowNanos) {
        if (entries.removeIf(entry -> nowNanos - entry.lastNanos >= FORGET_NANOS)) {
            changed.run();
        }
        for (Entry entry : entries) {
            timer.setNoLaterThan(entry.lastNanos + FORGET_NANOS);
        }
    }
}
