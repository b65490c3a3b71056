package dev.virtualip.e2e;

import dev.virtualip.e2e.lab.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a run of the agent's launcher came to that ends by itself.
 *
 * @param exit its exit code
 * @param output what it printed, on either stream
 */
record Launched(int exit, String output) {
    private static final int PATIENCE_SECONDS = 30;

    /** The launcher's command line with these arguments. */
    static String[] command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Checkout.root().resolve("agent/bin/virtualip-agent").toString()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    /** Runs a command to its end; one that does not end in time is killed, and an error. */
    static Launched run(List<String> command) {
        try {
            // Not read while it runs: nobody shall wait for a child that keeps the stream open.
            Path output = Files.createTempFile("launched-", ".log");
            try {
                return run(command, output);
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

    private static Launched run(List<String> command, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        String text = Files.readString(output).strip();
        if (!ended) {
            throw new AssertionError("still runs after " + PATIENCE_SECONDS + " s: " + command + "\n" + text);
        }
        return new Launched(process.exitValue(), text);
    }
}
