package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.HealthCheckChange;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Logs, journals and counts the events of the event loop on a thread of its own. The loop only adds a report to a
 * lock-free queue; when {@link #CAPACITY} reports are waiting, further ones are dropped and counted.
 */
public final class EventReporter implements NodeListener, AutoCloseable {
    /** Largest number of waiting reports. */
    public static final int CAPACITY = 8192;

    private static final Duration DRAIN_TIME = Duration.ofSeconds(2);

    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final LogSink log;
    private final ReportWriter writer;
    private final Thread thread;
    private volatile @Nullable NodeListener next;
    private volatile boolean closing;

    EventReporter(@Nullable Path journal, LogSink log) {
        this.log = log;
        writer = new ReportWriter(journal == null ? null : new Journal(journal, Journal.MAX_BYTES, log), log);
        thread = Thread.ofPlatform().daemon().name("reporter").unstarted(this::run);
    }

    /**
     * A running reporter.
     * @param journal the file for the journal; null: none is kept
     */
    public static EventReporter start(@Nullable Path journal) {
        EventReporter reporter = new EventReporter(journal, new Slf4jLogSink());
        reporter.begin();
        return reporter;
    }

    void begin() {
        thread.start();
    }

    @Override
    public void stepped(JournalEntry entry) {
        offer(entry);
    }

    @Override
    public void noticed(Notice notice) {
        offer(notice);
    }

    /** Forwards transitions and notices, once they are logged, to a listener on the reporter's thread. */
    public void forwardTo(NodeListener listener) {
        next = listener;
    }

    /** The verdict of a health check changed. Thread-safe. */
    public void healthChanged(HealthCheckChange change) {
        offer(change);
    }

    /** Sets the configured virtual routers, whose interfaces appear in log lines. Thread-safe. */
    public void configured(List<VirtualRouterSpec> specs) {
        writer.configured(specs);
    }

    /** The current counters. Thread-safe. */
    public ReportCounts counts() {
        return writer.counts(dropped.get());
    }

    /** Writes the waiting reports, within two seconds at most. Drops later ones. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(DRAIN_TIME)) {
                log.line(Severity.WARNING, waiting.get() + " reports could not be written before the agent stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(Object report) {
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            dropped.incrementAndGet();
        } else {
            queue.add(report);
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        long droppedSaid = 0;
        while (true) {
            boolean last = closing; // read before the queue: what was offered before close() is still written
            drain();
            long droppedNow = dropped.get();
            if (droppedNow != droppedSaid) {
                writer.dropped(droppedNow - droppedSaid, System.nanoTime());
                droppedSaid = droppedNow;
            }
            if (last) {
                writer.close();
                return;
            }
            LockSupport.park(this);
        }
    }

    private void forward(Object report) {
        NodeListener listener = next;
        if (listener != null && report instanceof JournalEntry entry) {
            listener.stepped(entry);
        } else if (listener != null && report instanceof Notice notice) {
            listener.noticed(notice);
        }
    }

    private void drain() {
        for (Object report = queue.poll(); report != null; report = queue.poll()) {
            waiting.decrementAndGet();
            try {
                writer.write(report, System.nanoTime());
                forward(report);
            } catch (RuntimeException e) {
                // A failure to write one report must not lose the following ones.
                dropped.incrementAndGet();
                log.line(Severity.WARNING, "cannot write a report. Please report this bug: " + e);
            }
        }
    }
}
