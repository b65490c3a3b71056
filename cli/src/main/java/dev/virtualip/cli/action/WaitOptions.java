package dev.virtualip.cli.action;

import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.crds.format.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options to wait for the end of what was ordered. */
final class WaitOptions {
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Option(names = "--wait", description = "Wait until it is done, and exit with 3 if it is refused.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long --wait waits, as 90s or 5m (default: 5m).")
    private @Nullable String timeout;

    boolean wanted() {
        return wait;
    }

    /** Checks the step of a request again and again until it returns an exit code. */
    int await(PrintWriter err, Step step, String unfinished) throws CommandFailedException {
        err.println("Requested; Ctrl-C ends the wait, not the request.");
        long end = System.nanoTime() + duration().toNanos();
        while (System.nanoTime() - end < 0) {
            Integer exit = step.look();
            if (exit != null) {
                return exit;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailedException("interrupted; what was ordered stays ordered");
            }
        }
        throw new CommandFailedException(
                "Not done within %s: %s".formatted(timeout == null ? "5m" : timeout, unfinished));
    }

    private Duration duration() throws CommandFailedException {
        if (timeout == null) {
            return Duration.ofMinutes(5);
        }
        try {
            return timeout.endsWith("m") && !timeout.contains("s")
                    ? Duration.ofMinutes(Long.parseLong(timeout.substring(0, timeout.length() - 1)))
                    : Duration.ofNanos(Durations.parse(timeout));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    "--timeout %s is not a duration; use 90s or 5m".formatted(timeout), ExitStatus.USAGE);
        }
    }

    /** Looks whether something is done. */
    @FunctionalInterface
    interface Step {
        /** Returns the exit code; null: it is not done yet. */
        @Nullable
        Integer look() throws CommandFailedException;
    }
}
