package dev.virtualip.testkit.daemon;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Signal;
import dev.virtualip.testkit.lab.LabHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that was started on a host, with the processes that it started itself. Signals go to these only. */
public final class ProcessTree {
    private final Process process;
    private final Path log;
    private final long startedNanos;

    private ProcessTree(Process process, Path log, long startedNanos) {
        this.process = process;
        this.log = log;
        this.startedNanos = startedNanos;
    }

    /** Starts a command on a host; what it prints is added to {@code log}. */
    public static ProcessTree start(LabHost host, Path log, String... command) {
        long now = System.nanoTime();
        try {
            Process process = new ProcessBuilder(host.command(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return new ProcessTree(process, log, now);
        } catch (IOException e) {
            throw new LabException("cannot start " + command[0] + " on " + host, e);
        }
    }

    /** When it was started, in the time of {@link System#nanoTime}. */
    public long startedNanos() {
        return startedNanos;
    }

    /** Whether its first process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its output so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal to the first process only. */
    public void signal(Signal signal) {
        signal.to(process.toHandle());
    }

    /** Sends a signal to all its processes, parents before children, so that no parent restarts a child. */
    public void signalAll(Signal signal) {
        all().forEach(signal::to);
    }

    /** Waits for the end of the first process and returns its exit code; throws when it does not end. */
    public int await(Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException("process " + process.pid() + " still runs after " + bound.toMillis()
                        + " ms; its log: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting for a process", e);
        }
    }

    /** The memory that is resident for it now, in bytes. */
    public long residentBytes() {
        return all().stream().mapToLong(ProcessUsage::residentBytes).sum();
    }

    /** The processor time that it has used. */
    public Duration processorTime() {
        return all().stream().map(ProcessUsage::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    private List<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }
}
