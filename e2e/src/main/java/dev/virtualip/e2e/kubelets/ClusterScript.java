package dev.virtualip.e2e.kubelets;

import dev.virtualip.e2e.kernel.LabException;
import dev.virtualip.e2e.lab.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code e2e/bin/cluster}, for the cluster of one folder.
 *
 * @param folder where the cluster's state and logs are
 */
record ClusterScript(Path folder) {
    private static final long DOWN_WITHIN_SECONDS = 60;

    /** Runs one of its commands on this cluster and returns what it printed; throws, with it, when it fails. */
    String run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(program(), command, folder.toString()));
        line.addAll(Arrays.asList(arguments));
        return run(line);
    }

    /** Runs one of its commands that concern no cluster. */
    static String runAlone(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(program(), command));
        line.addAll(Arrays.asList(arguments));
        return run(line);
    }

    /** Starts it; when this program ends, in whatever way, the cluster is ended too. */
    Process guarded() {
        if (Files.exists(folder.resolve("nodes"))) {
            run("down");
        }
        Process guard = guard();
        try {
            run("up");
            return guard;
        } catch (RuntimeException e) {
            end(guard);
            throw e;
        }
    }

    /** Ends a cluster and returns when nothing is left of it. */
    static void end(Process guard) {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(DOWN_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new LabException("the cluster is not down after " + DOWN_WITHIN_SECONDS + " s");
            }
            if (guard.exitValue() != 0) {
                throw new LabException(
                        new String(guard.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            throw new LabException("the cluster's guard " + guard.pid() + " does not listen any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while a cluster ends", e);
        }
    }

    /** What this machine lacks for a cluster, in plain words; empty when nothing. */
    static String missing() {
        try {
            runAlone("check");
            return "";
        } catch (LabException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A shell that waits for the end of its input, which the kernel brings about when this program ends. */
    private Process guard() {
        String script = "read -r _ || :\nexec \"$0\" down \"$1\"";
        try {
            return new ProcessBuilder("setsid", "sh", "-c", script, program(), folder.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new LabException("cannot start the cluster's guard (setsid sh)", e);
        }
    }

    private static String program() {
        return Checkout.root().resolve("e2e/bin/cluster").toString();
    }

    private static String run(List<String> line) {
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LabException(String.join(" ", line) + ": " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new LabException("cannot run " + line.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while running " + line, e);
        }
    }
}
