package dev.virtualip.testkit.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Result of a command that ended by itself, whether it succeeded or not.
 *
 * @param exit its exit code; {@link #NOT_STARTED} where there is no such program
 * @param output text that it printed on both streams, without white space around it
 */
public record CommandResult(int exit, String output) {
    /** Exit code of a command that could not be started, as in a shell. */
    public static final int NOT_STARTED = 127;

    /** Runs a command to its end; one that does not end in time is killed, with its children, and is an error. */
    public static CommandResult of(List<String> command, Duration bound) {
        return of(new ProcessBuilder(command), bound);
    }

    /** The same with an environment, a folder or an input of its own. */
    public static CommandResult of(ProcessBuilder builder, Duration bound) {
        try {
            // A file and not a pipe: a child that keeps the stream open delays nothing.
            Path output = Files.createTempFile("command-", ".log");
            try {
                return run(builder.redirectErrorStream(true).redirectOutput(output.toFile()), output, bound);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The output of a command that succeeded; throws, with the output, when it failed. */
    public String orThrow() {
        if (exit != 0) {
            throw new AssertionError("exit " + exit + ": " + output);
        }
        return output;
    }

    private static CommandResult run(ProcessBuilder builder, Path output, Duration bound)
            throws IOException, InterruptedException {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new CommandResult(NOT_STARTED, String.valueOf(e.getMessage()));
        }
        boolean ended;
        try {
            process.getOutputStream().close();
            ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(output).strip();
        if (!ended) {
            throw new AssertionError(
                    "still runs after " + bound.toSeconds() + " s: " + builder.command() + "\n" + text);
        }
        return new CommandResult(process.exitValue(), text);
    }
}
