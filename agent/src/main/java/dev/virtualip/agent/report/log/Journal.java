package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.HealthCheckChange;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.report.ReportJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Transition journal: one JSON object per line with all inputs of a step, so that {@link JournalReplay} can repeat it.
 * Its fields are those of {@link JournalEntry}: time, virtualRouter, settings, before, event, step. Changed verdicts of
 * health checks are lines with the fields of {@link HealthCheckChange}. It holds no password. If the file cannot be
 * written, entries are lost and one line is logged. Not thread-safe.
 */
final class Journal {
    /** The size at which the file is rotated. */
    static final long MAX_BYTES = 16L << 20;

    /** Further entries are only counted, so that a flood of events cannot overload the disk. */
    static final int MAX_ENTRIES_A_SECOND = 1000;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long RETRY_NANOS = 10 * SECOND_NANOS;

    private final Path path;
    private final RotatingFile file;
    private final LogSink log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
    private final AtomicLong lost = new AtomicLong();

    private long secondBeganNanos;
    private int entriesInSecond;
    private boolean failed;
    private long failedNanos;

    Journal(Path path, long maxBytes, LogSink log) {
        this.path = path;
        this.file = new RotatingFile(path, maxBytes);
        this.log = log;
    }

    /** Writes an entry, if the file and the limits allow it. */
    void write(JournalEntry entry, long nowNanos) {
        append(entry, nowNanos);
    }

    /** Writes a changed verdict of a health check, which a replay skips. */
    void write(HealthCheckChange change, long nowNanos) {
        append(change, nowNanos);
    }

    private void append(Record entry, long nowNanos) {
        if (overLimit(nowNanos) || (failed && nowNanos - failedNanos < RETRY_NANOS)) {
            lost.incrementAndGet();
            return;
        }
        try {
            file.append(encode(entry));
            recovered();
        } catch (IOException e) {
            lost.incrementAndGet();
            fail(e, nowNanos);
        }
    }

    /** The number of lost entries. Thread-safe. */
    long lost() {
        return lost.get();
    }

    void close() {
        try {
            file.close();
        } catch (IOException e) {
            log.line(Severity.WARNING, "journal " + path + " could not be closed: " + e);
        }
    }

    private boolean overLimit(long nowNanos) {
        if (entriesInSecond == 0 || nowNanos - secondBeganNanos >= SECOND_NANOS) {
            secondBeganNanos = nowNanos;
            entriesInSecond = 0;
        }
        entriesInSecond++;
        return entriesInSecond > MAX_ENTRIES_A_SECOND;
    }

    private byte[] encode(Record entry) throws IOException {
        // The mapper's classes are loaded with the first entry, on the reporter's thread, and do not delay the start.
        line.reset();
        line.writeBytes(ReportJson.get().writeValueAsBytes(entry));
        line.write('\n');
        return line.toByteArray();
    }

    private void fail(IOException e, long nowNanos) {
        failedNanos = nowNanos;
        if (!failed) {
            failed = true;
            log.line(
                    Severity.WARNING,
                    "journal %s cannot be written (%s): entries are lost until it can. Addresses are not affected."
                            .formatted(path, e));
        }
    }

    private void recovered() {
        if (failed) {
            failed = false;
            log.line(Severity.INFO, "journal " + path + " is written again; " + lost.get() + " entries were lost");
        }
    }
}
