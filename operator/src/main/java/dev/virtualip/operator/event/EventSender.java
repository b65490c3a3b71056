package dev.virtualip.operator.event;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.leader.LeaderFence;
import dev.virtualip.operator.metrics.WriteCounts;
import dev.virtualip.operator.status.VirtualIPEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends Events on a thread of its own, so that neither a status nor a VRRPRouter waits for an Event. Those beyond a
 * budget are dropped and counted; the event recorder of the Java Operator SDK has neither a budget nor series.
 */
public final class EventSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final String KIND = "Event";
    private static final int QUEUE_CAPACITY = 1000;
    private static final int BURST = 250;
    private static final int PER_SECOND = 10;

    private final EventClient client;
    private final LeaderFence fence;
    private final WriteCounts counts;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final BlockingQueue<QueuedEvent> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final EventSeries series = new EventSeries();
    private final EventBudget budget;
    private @Nullable Thread thread;
    private boolean failing;

    EventSender(EventClient client, LeaderFence fence, WriteCounts counts, InstantSource clock, LongSupplier nanos) {
        this.client = client;
        this.fence = fence;
        this.counts = counts;
        this.clock = clock;
        this.nanos = nanos;
        this.budget = new EventBudget(BURST, PER_SECOND, nanos.getAsLong());
    }

    /**
     * Starts a sender.
     *
     * @param instance the name of this operator among its replicas
     */
    public static EventSender start(KubernetesClient client, String instance, LeaderFence fence, WriteCounts counts) {
        EventSender sender = new EventSender(
                new EventClient(client, instance), fence, counts, InstantSource.system(), System::nanoTime);
        sender.thread = Thread.ofPlatform().daemon().name("events").start(sender::run);
        return sender;
    }

    /** Queues an event; drops it if the queue is full, and never blocks. */
    public void queue(EventSubject subject, @Nullable EventSubject related, VirtualIPEvent event) {
        if (!queue.offer(new QueuedEvent(subject, related, event, clock.instant()))) {
            counts.count(KIND, "create", "dropped");
        }
    }

    /** Stops sending; queued events are discarded. */
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                sendSafely(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends one; an event that cannot be sent must not end the thread. */
    private void sendSafely(QueuedEvent queued) {
        try {
            send(queued);
        } catch (RuntimeException e) {
            counts.count(KIND, "create", "failed");
            LOG.error("An Event could not be sent. Please report this bug", e);
        }
    }

    /** Sends one, as a new Event or as a repetition. */
    void send(QueuedEvent queued) {
        if (!fence.holds()) {
            return;
        }
        EventSeries.Repeat repeat = series.repeat(queued.key(), queued.time());
        String verb = repeat == null ? "create" : "patch";
        if (!budget.take(nanos.getAsLong())) {
            counts.count(KIND, verb, "dropped");
            return;
        }
        try {
            if (repeat == null) {
                series.sent(queued.key(), client.create(queued), 1, queued.time());
            } else {
                client.repeat(repeat.name(), repeat.count(), queued);
                series.sent(queued.key(), repeat.name(), repeat.count(), queued.time());
            }
            counts.count(KIND, verb, "done");
            failing = false;
        } catch (KubernetesClientException e) {
            failed(verb, e);
        }
    }

    private void failed(String verb, KubernetesClientException e) {
        counts.count(KIND, verb, e.getCode() == HttpURLConnection.HTTP_FORBIDDEN ? "refused" : "failed");
        if (!failing) {
            failing = true;
            LOG.warn("Events cannot be sent; the status of VirtualIPs is still written: {}", ApiFailure.text(e));
        }
    }
}
