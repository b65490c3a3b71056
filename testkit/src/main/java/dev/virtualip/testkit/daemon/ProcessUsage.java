package dev.virtualip.testkit.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Memory and processor time of a process, from {@code /proc}; 0 when it is gone. */
final class ProcessUsage {
    private static final long BYTES_PER_KIB = 1024;

    private ProcessUsage() {}

    static long residentBytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    static Duration processorTime(ProcessHandle process) {
        // The scheduler counts in nanoseconds, utime and stime in ticks of 10 ms. One file for each thread.
        try (var threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            return Duration.ofNanos(
                    threads.mapToLong(ProcessUsage::nanosOfThread).sum());
        } catch (IOException gone) {
            return Duration.ZERO;
        }
    }

    private static long nanosOfThread(Path thread) {
        try {
            String schedstat = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(schedstat.substring(0, schedstat.indexOf(' ')));
        } catch (IOException gone) {
            return 0;
        }
    }
}
