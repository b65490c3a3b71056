package dev.virtualip.daemon.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that wait for one destination, and the thread that sends them in order. A burst becomes one message. A message
 * that cannot be delivered is tried again until it is too old; meanwhile later events wait, up to a bound.
 */
final class DestinationQueue {
    private static final Logger LOG = LoggerFactory.getLogger("notifications");

    private final String name;
    private final Supplier<Destination> opener;
    private final NotificationMessage.Source source;
    private final Pace pace;
    private final InstantSource clock;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Deque<Long> sentAtNanos = new ArrayDeque<>();

    /** From the start with zeros: a counter that appears with 1 does not increase for Prometheus. */
    private final Map<String, Long> results =
            new TreeMap<>(Map.of("delivered", 0L, "refused", 0L, "expired", 0L, "dropped", 0L, "retried", 0L));

    private String server = "";
    private int omitted;
    private int inFlight;
    private boolean closing;
    private @Nullable Instant failingSince;
    private @Nullable String lastError;
    private @Nullable Instant lastDelivery;
    private long loggedAtNanos;

    /** An event and when it was offered. */
    private record Waiting(NotificationEvent event, long sinceNanos) {}

    /** A message and when its first event was offered. */
    private record Outgoing(NotificationMessage message, long sinceNanos) {}

    /**
     * A queue.
     *
     * @param opener opens the destination, on the queue's thread when the first event comes
     */
    DestinationQueue(
            String name,
            Supplier<Destination> opener,
            NotificationMessage.Source source,
            Pace pace,
            InstantSource clock) {
        this.name = name;
        this.opener = opener;
        this.source = source;
        this.pace = pace;
        this.clock = clock;
        thread = Thread.ofPlatform().daemon().name("notify-" + name).unstarted(this::run);
    }

    /** Adds an event; returns at once. The thread starts with the first one. */
    void offer(NotificationEvent event) {
        lock.lock();
        try {
            if (closing) {
                count("dropped", 1);
                return;
            }
            if (queue.size() >= pace.capacity()) {
                queue.removeFirst();
                omitted++;
                count("dropped", 1);
            }
            queue.addLast(new Waiting(event, System.nanoTime()));
            changed.signalAll();
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    DestinationState state() {
        lock.lock();
        try {
            return new DestinationState(
                    name, server, queue.size() + inFlight, results, text(failingSince), lastError, text(lastDelivery));
        } finally {
            lock.unlock();
        }
    }

    /** Lets the thread send what waits, without retries, and end. */
    void beginClose() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the thread has ended; interrupts it after a time. What was not sent is logged. */
    void awaitClosed(Duration limit) throws InterruptedException {
        boolean ended = thread.getState() == Thread.State.NEW
                || (limit.isPositive() && thread.join(limit))
                || !thread.isAlive();
        lock.lock();
        try {
            int lost = queue.size() + inFlight;
            if (lost > 0) {
                count("dropped", lost);
                queue.clear();
                inFlight = 0;
                LOG.warn("{}: {} events were not sent before the program stopped", name, lost);
            }
        } finally {
            lock.unlock();
        }
        if (!ended) {
            thread.interrupt();
        }
    }

    private void run() {
        Destination destination = null;
        try {
            for (Outgoing next = take(); next != null; next = take()) {
                if (destination == null) {
                    destination = opener.get();
                    setServer(destination.server());
                }
                deliver(destination, next);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (destination != null) {
                destination.close();
            }
        }
    }

    private void setServer(String text) {
        lock.lock();
        try {
            server = text;
        } finally {
            lock.unlock();
        }
    }

    /** The next message; waits for it. Null: closed, and nothing is left. */
    private @Nullable Outgoing take() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                if (closing) {
                    return null;
                }
                changed.await();
            }
            waitUntil(queue.getFirst().sinceNanos() + pace.gather().toNanos());
            boolean limited = sentAtNanos.size() >= pace.burst();
            if (limited) {
                waitUntil(sentAtNanos.getFirst() + pace.window().toNanos());
            }
            boolean all = closing || limited || queue.size() > pace.burst() || omitted > 0;
            return outgoing(all ? queue.size() : 1);
        } finally {
            lock.unlock();
        }
    }

    private Outgoing outgoing(int count) {
        List<NotificationEvent> events = new ArrayList<>(count);
        long sinceNanos = queue.getFirst().sinceNanos();
        for (int i = 0; i < count; i++) {
            events.add(queue.removeFirst().event());
        }
        NotificationMessage message = new NotificationMessage(UUID.randomUUID().toString(), source, events, omitted);
        omitted = 0;
        inFlight = count;
        if (sentAtNanos.size() >= pace.burst()) {
            sentAtNanos.removeFirst();
        }
        sentAtNanos.addLast(System.nanoTime());
        return new Outgoing(message, sinceNanos);
    }

    /** Waits until a point in time, or until the queue closes. */
    private void waitUntil(long atNanos) throws InterruptedException {
        long left = atNanos - System.nanoTime();
        while (left > 0 && !closing) {
            left = changed.awaitNanos(left) > 0 ? atNanos - System.nanoTime() : 0;
        }
    }

    private void deliver(Destination destination, Outgoing outgoing) throws InterruptedException {
        NotificationMessage message = outgoing.message();
        long pauseNanos = pace.firstRetry().toNanos();
        while (true) {
            try {
                delivered(message, destination.deliver(message));
                return;
            } catch (DeliveryException e) {
                if (!e.isRetryable()) {
                    ended("refused", e.text());
                    return;
                }
                if (!failed(e.text(), outgoing)) {
                    return;
                }
            } catch (RuntimeException e) {
                if (!failed("failed unexpectedly. Please report this bug: " + e, outgoing)) {
                    return;
                }
            }
            pauseNanos = pause(pauseNanos);
        }
    }

    /** Waits before a retry; returns the pause before the next one. */
    private long pause(long pauseNanos) throws InterruptedException {
        lock.lock();
        try {
            waitUntil(System.nanoTime() + pauseNanos);
            return Math.min(2 * pauseNanos, pace.maxRetry().toNanos());
        } finally {
            lock.unlock();
        }
    }

    private void delivered(NotificationMessage message, String refused) {
        lock.lock();
        try {
            if (failingSince != null) {
                LOG.info("{}: {} takes notifications again; it did not since {}", name, server, text(failingSince));
            }
            if (!refused.isEmpty() && !refused.equals(lastError)) {
                LOG.warn("{}: {}; the others got the notification", name, refused);
            }
            failingSince = null;
            lastError = refused.isEmpty() ? null : refused;
            lastDelivery = clock.instant();
            count("delivered", message.events().size());
            if (!refused.isEmpty()) {
                count("refused", 1);
            }
            inFlight = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Notes a failure that may pass; returns whether there is another attempt. */
    private boolean failed(String error, Outgoing outgoing) {
        lock.lock();
        try {
            count("retried", 1);
            long ageNanos = System.nanoTime() - outgoing.sinceNanos();
            if (closing) {
                note(error, "; the program stops, so it is not tried again");
                return false;
            }
            if (ageNanos >= pace.maxAge().toNanos()) {
                ended("expired", error);
                return false;
            }
            note(
                    error,
                    "; trying again until the event is %d h old"
                            .formatted(pace.maxAge().toHours()));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void note(String error, String consequence) {
        long now = System.nanoTime();
        boolean due = failingSince == null
                || !error.equals(lastError)
                || now - loggedAtNanos >= pace.reminder().toNanos();
        if (failingSince == null) {
            failingSince = clock.instant();
        }
        lastError = error;
        if (due) {
            loggedAtNanos = now;
            LOG.warn("{}: cannot send a notification: {}{}", name, error, consequence);
        }
    }

    /** Gives a message up. */
    private void ended(String result, String error) {
        lock.lock();
        try {
            count(result, inFlight);
            LOG.warn("{}: {} events were not delivered ({}): {}", name, inFlight, result, error);
            lastError = error;
            inFlight = 0;
        } finally {
            lock.unlock();
        }
    }

    private void count(String result, long number) {
        results.merge(result, number, Long::sum);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
