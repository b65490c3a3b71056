package dev.virtualip.agent.loop;

import org.jspecify.annotations.Nullable;

/** What a person is told for a minute after it happened last. */
public final class RecentMessage {
    private static final long LASTS_NANOS = 60_000_000_000L;

    private final LoopContext context;
    private final Timer timer;
    private @Nullable String text;
    private long lastNanos;

    public RecentMessage(LoopContext context) {
        this.context = context;
        this.timer = context.timers().timer(this::look);
    }

    /** It happens, or happens again in these words. */
    public void happened(String newText, long nowNanos) {
        if (!newText.equals(text)) {
            text = newText;
            context.changed();
        }
        again(nowNanos);
    }

    /** What was told happens again. */
    public void again(long nowNanos) {
        lastNanos = nowNanos;
        if (!timer.isSet()) {
            timer.set(nowNanos + LASTS_NANOS);
        }
    }

    private void look(long nowNanos) {
        if (nowNanos - lastNanos < LASTS_NANOS) {
            timer.set(lastNanos + LASTS_NANOS);
        } else {
            clear();
        }
    }

    /** What happened; null if that is longer ago. */
    public @Nullable String text() {
        return text;
    }

    /** Forgets it. */
    public void clear() {
        timer.clear();
        if (text != null) {
            text = null;
            context.changed();
        }
    }
}
