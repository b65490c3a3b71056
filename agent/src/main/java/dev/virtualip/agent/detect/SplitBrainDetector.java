package dev.virtualip.agent.detect;

import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.Timer;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Detects another router that keeps advertising while this one is Active. It counts once it has lasted, and ends
 * when the advertisements stop. While one router is detected, others are ignored, so that alternating
 * sources cause no stream of reports.
 */
final class SplitBrainDetector {
    private static final int INTERVALS = 3;

    /** By how much an advertisement may be late. */
    private static final long MARGIN_NANOS = 100_000_000L;

    private final LoopContext context;
    private final Timer timer;
    private final Listener listener;
    private @Nullable InetAddress source;
    private String what = "";
    private long firstNanos;
    private long lastNanos;
    private long lastsNanos;
    private long waitsNanos;
    private boolean counts;

    /** Receives the begin of a split brain. */
    interface Listener {
        void begun(InetAddress source, String what);
    }

    /**
     * Evidence that an advertisement gives.
     *
     * @param source its sender
     * @param intervalNanos its interval
     * @param what its description
     * @param waitsNanos the time for which it must last
     */
    record Sighting(InetAddress source, long intervalNanos, String what, long waitsNanos) {}

    SplitBrainDetector(LoopContext context, Listener listener) {
        this.context = context;
        this.listener = listener;
        this.timer = context.timers().timer(this::look);
    }

    /** An advertisement shows it. */
    void shown(Sighting sighting, long nowNanos) {
        if (!refresh(sighting.source(), sighting.what(), nowNanos) && source == null) {
            source = sighting.source();
            what = sighting.what();
            firstNanos = nowNanos;
            lastNanos = nowNanos;
            waitsNanos = sighting.waitsNanos();
            lastsNanos = INTERVALS * sighting.intervalNanos() + MARGIN_NANOS;
            timer.set(nowNanos + lastsNanos);
            begin();
        }
    }

    /** The same as before from the same router: true, and nothing more is to be done. */
    boolean refresh(InetAddress from, String same, long nowNanos) {
        if (source == null || !source.equals(from) || !what.equals(same)) {
            return false;
        }
        lastNanos = nowNanos;
        begin();
        return true;
    }

    private void begin() {
        if (!counts && source != null && lastNanos - firstNanos >= waitsNanos) {
            counts = true;
            context.changed();
            listener.begun(source, what);
        }
    }

    /** A router has stopped. */
    void refuted(InetAddress from) {
        if (source != null && source.equals(from)) {
            clear();
        }
    }

    private void look(long nowNanos) {
        if (nowNanos - lastNanos >= lastsNanos) {
            clear();
        } else {
            timer.set(lastNanos + lastsNanos);
        }
    }

    void clear() {
        timer.clear();
        source = null;
        if (counts) {
            counts = false;
            context.changed();
        }
    }

    /** The other router; null while none counts. */
    @Nullable
    InetAddress source() {
        return counts ? source : null;
    }

    /** The description. */
    String what() {
        return what;
    }
}
