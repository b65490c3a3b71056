package dev.virtualip.agent.api;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Events of one watch, one JSON text each, passed from the HTTP client's threads to the watcher. Keeps only the newest
 * event of a single object; with several objects, more events than its limit end the watch. So its size is bounded.
 */
final class WatchStream implements BodySubscriber<byte[]>, AutoCloseable {
    private static final byte[] BOOKMARK = "{\"type\":\"BOOKMARK\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "{\"type\":\"ERROR\"".getBytes(StandardCharsets.US_ASCII);

    private final ApiHealth health;
    private final int maxPending;
    private final long silenceNanos;
    private final long endNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<byte[]> events = new ArrayDeque<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable String end;
    private long lastNanos = System.nanoTime();

    /** A stream with a limit for events that wait (1: one object), a timeout for the next, and a longest duration. */
    WatchStream(ApiHealth health, int maxPending, long silenceNanos, long maxNanos) {
        this.health = health;
        this.maxPending = maxPending;
        this.silenceNanos = silenceNanos;
        this.endNanos = System.nanoTime() + maxNanos;
    }

    /** Completes the answer at once; its body is this stream. */
    @Override
    public CompletionStage<byte[]> getBody() {
        return CompletableFuture.completedFuture(new byte[0]);
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        lock.lock();
        try {
            subscription = to;
            lastNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
        to.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        Flow.Subscription more;
        lock.lock();
        try {
            for (ByteBuffer part : parts) {
                while (part.hasRemaining() && end == null) {
                    take(part);
                }
            }
            lastNanos = System.nanoTime();
            more = subscription;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        if (more != null) {
            more.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        finish(ApiErrorText.of(failure));
    }

    @Override
    public void onComplete() {
        finish("");
    }

    /** Waits until {@link #next} has something to return or throw; false: that did not happen in time. */
    boolean awaitNews(long nanos) {
        lock.lock();
        try {
            long startNanos = System.nanoTime();
            while (events.isEmpty() && end == null && leftNanos() > 0) {
                long left = startNanos + nanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                news.awaitNanos(Math.min(left, leftNanos()));
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next event; null when the server has ended the watch, as it does every few minutes.
     *
     * @throws ApiException if the connection failed
     */
    byte @Nullable [] next() throws ApiException {
        lock.lock();
        try {
            while (events.isEmpty() && end == null) {
                long left = leftNanos();
                if (left <= 0) {
                    throw new ApiException(
                            ApiException.NO_ANSWER, "the watch received nothing for too long; restarting it", 0);
                }
                news.awaitNanos(left);
            }
            byte[] event = events.poll();
            if (event == null && end != null && !end.isEmpty()) {
                throw new ApiException(ApiException.NO_ANSWER, "the watch was cut off: " + end, 0);
            }
            return event;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Flow.Subscription begun;
        lock.lock();
        try {
            begun = subscription;
        } finally {
            lock.unlock();
        }
        if (begun != null) {
            begun.cancel();
        }
    }

    private long leftNanos() {
        return Math.min(lastNanos + silenceNanos, endNanos) - System.nanoTime();
    }

    /** Takes what is left of a line, or all of a part that does not end one. */
    private void take(ByteBuffer part) {
        int length = 0;
        while (length < part.remaining() && part.get(part.position() + length) != '\n') {
            length++;
        }
        boolean whole = length < part.remaining();
        if (line.size() + length > ApiClient.MAX_BYTES) {
            end = "an event is larger than 4 MiB";
            return;
        }
        byte[] bytes = new byte[length];
        part.get(bytes);
        line.write(bytes, 0, length);
        if (whole) {
            part.get();
            add(line.toByteArray());
            line.reset();
        }
    }

    private void add(byte[] event) {
        if (event.length == 0) {
            return;
        }
        boolean aside = begins(event, BOOKMARK) || begins(event, ERROR);
        boolean overtaken = maxPending == 1
                && !aside
                && events.removeIf(other -> !begins(other, BOOKMARK) && !begins(other, ERROR));
        health.recordWatchEvent(overtaken, System.nanoTime());
        if (begins(event, BOOKMARK)) {
            events.removeIf(other -> begins(other, BOOKMARK));
        } else if (maxPending > 1 && events.size() >= maxPending) {
            end = "more than %d events wait".formatted(maxPending);
            events.clear();
            return;
        }
        events.add(event);
    }

    private void finish(String reason) {
        lock.lock();
        try {
            end = end == null ? reason : end;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean begins(byte[] event, byte[] with) {
        for (int i = 0; i < with.length; i++) {
            if (i >= event.length || event[i] != with[i]) {
                return false;
            }
        }
        return true;
    }
}
