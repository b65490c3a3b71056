package dev.virtualip.operator.event;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.leader.Fence;
import dev.virtualip.operator.status.Happening;
import dev.virtualip.operator.writing.WriteCounts;
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
 * Sends Events, on a thread of its own: an Event is news, and neither a status nor a VRRPRouter waits for it. What
 * comes faster than people read is dropped and counted.
 */
public final class EventSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final String KIND = "Event";
    private static final int QUEUE = 1000;
    private static final int BURST = 250;
    private static final int PER_SECOND = 10;

    private final EventStore store;
    private final Fence fence;
    private final WriteCounts counts;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Series series = new Series();
    private final Budget budget;
    private @Nullable Thread thread;
    private boolean failing;

    EventSender(EventStore store, Fence fence, WriteCounts counts, InstantSource wall, LongSupplier nanos) {
        this.store = store;
        this.fence = fence;
        this.counts = counts;
        this.wall = wall;
        this.nanos = nanos;
        this.budget = new Budget(BURST, PER_SECOND, nanos.getAsLong());
    }

    /**
     * Starts one.
     *
     * @param instance which of the operators this is
     */
    public static EventSender start(KubernetesClient client, String instance, Fence fence, WriteCounts counts) {
        EventStore store = new ClusterEvents(client, instance);
        EventSender sender = new EventSender(store, fence, counts, InstantSource.system(), System::nanoTime);
        sender.thread = Thread.ofPlatform().daemon().name("events").start(sender::run);
        return sender;
    }

    /** Something happened; never blocks. */
    public void tell(Subject about, @Nullable Subject related, Happening happening) {
        if (!queue.offer(new Told(about, related, happening, wall.instant()))) {
            counts.count(KIND, "create", "dropped");
        }
    }

    /** What is waiting is not sent any more. */
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

    /** One Event that cannot be made must not end the sending of all that follow. */
    private void sendSafely(Told told) {
        try {
            send(told);
        } catch (RuntimeException e) {
            counts.count(KIND, "create", "failed");
            LOG.error("An Event could not be sent. Please report this bug", e);
        }
    }

    /** Sends one, as a new Event or as one more of a series. */
    void send(Told told) {
        if (!fence.holds()) {
            return;
        }
        Series.Repeat repeat = series.repeat(told.key(), told.time());
        String verb = repeat == null ? "create" : "patch";
        if (!budget.take(nanos.getAsLong())) {
            counts.count(KIND, verb, "dropped");
            return;
        }
        try {
            if (repeat == null) {
                series.sent(told.key(), store.create(told), 1, told.time());
            } else {
                store.repeat(repeat.name(), repeat.count(), told.time());
                series.sent(told.key(), repeat.name(), repeat.count(), told.time());
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
            LOG.warn("Events cannot be sent, statuses still are: {}", ApiFailure.text(e));
        }
    }
}
