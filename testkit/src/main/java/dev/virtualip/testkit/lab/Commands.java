package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.kernel.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Commands that are run to their end. */
public final class Commands {
    private Commands() {}

    /** Runs a command and returns what it printed. Throws, with what it said, when it fails. */
    public static String run(String... command) {
        return feed("", command);
    }

    /** Runs {@code ip} inside a namespace on many lines at once: one process instead of one per line. */
    static void ipBatch(String namespace, List<String> lines) {
        feed(String.join("\n", lines) + "\n", "ip", "-n", namespace, "-batch", "-");
    }

    /** Runs a command on {@code input} and returns what it printed. Throws, with what it said, when it fails. */
    static String feed(String input, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new LabException("%s: exit %d: %s%s"
                        .formatted(
                                String.join(" ", command), exit, output.strip(), input.isEmpty() ? "" : "\n" + input));
            }
            return output;
        } catch (IOException e) {
            throw new LabException("cannot run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while running " + command[0], e);
        }
    }

    /** A command line that runs {@code command} inside a namespace. */
    static List<String> inside(String namespace, String... command) {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        line.addAll(Arrays.asList(command));
        return line;
    }
}
