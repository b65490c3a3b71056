package dev.virtualip.agent.report.log;

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
 * Takes what the event loop tells, and on a thread of its own writes the journal, logs, and counts. The loop only hangs
 * a report on a queue without locks; when {@link #CAPACITY} are waiting, further ones are counted as dropped.
 */
public final class EventReporter implements NodeListener, AutoCloseable {
    /** How many reports may wait. */
    public static final int CAPACITY = 8192;

    private static final Duration DRAIN_TIME = Duration.ofSeconds(2);

    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final LogSink log;
    private final ReportWriter writer;
    private final Thread thread;
    private volatile boolean closing;

    EventReporter(@Nullable Path journal, LogSink log) {
        this.log = log;
        writer = new ReportWriter(journal == null ? null : new Journal(journal, Journal.MAX_BYTES, log), log);
        thread = Thread.ofPlatform().daemon().name("reporter").unstarted(this::run);
    }

    /**
     * A reporter at work.
     *
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

    /** Which virtual routers there are from now on: log lines name their interfaces. Any thread may call. */
    public void configured(List<VirtualRouterSpec> specs) {
        writer.configured(specs);
    }

    /** What was counted so far. Any thread may ask. */
    public ReportCounts counts() {
        return writer.counts(dropped.get());
    }

    /** Writes what is still waiting, for two seconds at most. What is reported from now on is lost. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(DRAIN_TIME)) {
                log.line(Severity.WARNING, waiting.get() + " reports could not be written before the end");
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

    private void drain() {
        for (Object report = queue.poll(); report != null; report = queue.poll()) {
            waiting.decrementAndGet();
            try {
                writer.write(report, System.nanoTime());
            } catch (RuntimeException e) {
                // One report that cannot be written must not silence all that follow.
                dropped.incrementAndGet();
                log.line(Severity.WARNING, "A report could not be written. Please report this bug: " + e);
            }
        }
    }
}
