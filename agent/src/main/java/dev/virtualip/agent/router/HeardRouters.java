package dev.virtualip.agent.router;

import dev.virtualip.agent.node.HeardVirtualRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Virtual routers of others on our links: at most 64, forgotten when they have been silent for three minutes. */
final class HeardRouters {
    private static final int ROUTERS_MAX = 64;
    private static final long FORGET_NANOS = 180_000_000_000L;

    private final List<Entry> entries = new ArrayList<>();

    private static final class Entry {
        private final HeardVirtualRouter router;
        private long lastNanos;

        private Entry(HeardVirtualRouter router) {
            this.router = router;
        }
    }

    /** Whether this one is known already; then it is as fresh as now. */
    boolean refresh(String interfaceName, int virtualRouterId, InetAddress source, long nowNanos) {
        for (Entry entry : entries) {
            HeardVirtualRouter router = entry.router;
            if (router.virtualRouterId() == virtualRouterId
                    && router.source().equals(source)
                    && router.interfaceName().equals(interfaceName)) {
                entry.lastNanos = nowNanos;
                return true;
            }
        }
        return false;
    }

    /** Adds one, unless there are too many. */
    void add(HeardVirtualRouter router, long nowNanos) {
        forgetSilent(nowNanos);
        if (entries.size() < ROUTERS_MAX) {
            Entry entry = new Entry(router);
            entry.lastNanos = nowNanos;
            entries.add(entry);
        }
    }

    List<HeardVirtualRouter> snapshot(long nowNanos) {
        forgetSilent(nowNanos);
        return entries.stream().map(entry -> entry.router).toList();
    }

    private void forgetSilent(long nowNanos) {
        entries.removeIf(entry -> nowNanos - entry.lastNanos > FORGET_NANOS);
    }
}
