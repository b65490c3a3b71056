package dev.virtualip.agent.detect;

import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.Timer;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the advertisements of one other router go on to show. It counts once it has lasted for a while, and vanishes
 * when they stop. As long as one router shows it, others that show the same are not looked at: whoever alternates
 * between sources makes no noise.
 */
final class SplitBrainDetector {
    private static final int INTERVALS = 3;

    /** By how much an advertisement may be late. */
    private static final long MARGIN_NANOS = 100_000_000L;

    private final LoopContext context;
    private final Timer timer;
    private final Told told;
    private @Nullable InetAddress source;
    private String what = "";
    private long firstNanos;
    private long lastNanos;
    private long lastsNanos;
    private long waitsNanos;
    private boolean counts;

    /** Who is told when it begins to count. */
    interface Told {
        void begun(InetAddress source, String what);
    }

    /**
     * What an advertisement shows.
     *
     * @param source who sent it
     * @param intervalNanos how often he sends
     * @param what what is wrong, in words
     * @param waitsNanos for how long he has to go on for it to count
     */
    record Sighting(InetAddress source, long intervalNanos, String what, long waitsNanos) {}

    SplitBrainDetector(LoopContext context, Told told) {
        this.context = context;
        this.told = told;
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
            told.begun(source, what);
        }
    }

    /** A router no longer shows it. */
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

    /** Who shows it; null while it does not count. */
    @Nullable
    InetAddress source() {
        return counts ? source : null;
    }

    /** What is wrong, in words. */
    String what() {
        return what;
    }
}
