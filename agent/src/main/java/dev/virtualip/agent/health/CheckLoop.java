package dev.virtualip.agent.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Thread of the health checks. In each turn it runs the tasks of other threads, then all that is due, and waits until
 * a connection is ready, another task comes, or the next check is due.
 */
final class CheckLoop {
    private static final int BUFFER_SIZE = 8_192;
    private static final long MILLI_NANOS = 1_000_000;
    private static final long MAX_WAIT_MILLIS = 60_000;

    private final LongSupplier schedule;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
    private final Thread thread;
    private volatile boolean isStopped;

    /** Work on a connection that is ready. */
    interface ReadyHandler {
        void ready();
    }

    /**
     * A loop that has not started.
     *
     * @param schedule does what is due; returns the nanoseconds until it is to be called again
     */
    CheckLoop(LongSupplier schedule) {
        this.schedule = schedule;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("the health checks cannot start: " + e.getMessage(), e);
        }
        thread = Thread.ofPlatform().daemon().name("health-checks").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Runs a task on the loop's thread; after the stop it is dropped. */
    void execute(Runnable task) {
        tasks.add(task);
        if (!Thread.currentThread().equals(thread)) {
            selector.wakeup();
        }
    }

    /** Calls the handler while the channel is ready for one of these operations. On the loop's thread only. */
    void register(SocketChannel channel, int operations, ReadyHandler handler) throws IOException {
        channel.register(selector, operations, handler);
    }

    /** An empty buffer, for use until the handler returns. */
    ByteBuffer buffer() {
        return buffer.clear();
    }

    /** Ends the loop after this turn. On the loop's thread only. */
    void stop() {
        isStopped = true;
    }

    private void run() {
        try (selector) {
            while (!isStopped) {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    guard(task);
                }
                long waitNanos = schedule.getAsLong();
                if (isStopped) {
                    return;
                }
                if (tasks.isEmpty()) {
                    selector.select(this::ready, waitMillis(waitNanos));
                } else {
                    selector.selectNow(this::ready);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the health checks have ended: " + e.getMessage(), e);
        }
    }

    /** At least 1: 0 would wait for ever. */
    private static long waitMillis(long nanos) {
        return Math.clamp((nanos + MILLI_NANOS - 1) / MILLI_NANOS, 1, MAX_WAIT_MILLIS);
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof ReadyHandler handler) {
            guard(handler::ready);
        }
    }

    /** Reports the failure of one task; the loop continues with the next. */
    static void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
