package dev.virtualip.agent.health;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Run on a thread of its own, of what has to wait: a TLS handshake, a command. */
final class ThreadedProbe implements Probe {
    private final Blocking work;
    private final Thread.Builder threads;
    private @Nullable Thread thread;

    /** Work that may wait. Ends soon after its thread is interrupted. */
    interface Blocking {
        CheckResult run();

        /** As {@link Probe#activity}. */
        String activity();
    }

    ThreadedProbe(Blocking work, Thread.Builder threads) {
        this.work = work;
        this.threads = threads;
    }

    @Override
    public void start(Consumer<CheckResult> ended) {
        thread = threads.start(() -> ended.accept(result()));
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public String activity() {
        return work.activity();
    }

    private CheckResult result() {
        try {
            return work.run();
        } catch (RuntimeException e) {
            return CheckResult.bug(e);
        }
    }
}
