package dev.virtualip.agent.loop;

import org.jspecify.annotations.Nullable;

/** A message that is shown for a minute after its cause was last observed. */
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

    /** The cause was observed; a new text replaces the last one. */
    public void happened(String newText, long nowNanos) {
        if (!newText.equals(text)) {
            text = newText;
            context.changed();
        }
        again(nowNanos);
    }

    /** The cause was observed again. */
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

    /** The message; null if its cause is longer ago. */
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
