package dev.virtualip.testkit.kubernetes;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder with etcd, kube-apiserver and kubectl.
 *
 * @param folder where they are
 */
public record KubernetesBinaries(Path folder) {
    private static final Lookup LOOKUP = new Lookup();

    /**
     * Finds them by {@code e2e/kubernetes/build.sh}, which builds them where there are none: that takes minutes, once.
     * Throws, naming the remedy, where that cannot be done.
     */
    public static KubernetesBinaries find() {
        return LOOKUP.result();
    }

    /** The path of one of them. */
    String program(String name) {
        return folder.resolve(name).toString();
    }

    private static KubernetesBinaries ask() {
        Path script = Checkout.root().resolve("e2e/kubernetes/build.sh");
        try {
            Process process = new ProcessBuilder(script.toString()).start();
            process.getOutputStream().close();
            StringBuilder said = new StringBuilder();
            try (var lines = process.errorReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> {
                    System.err.println(line);
                    said.append(line).append('\n');
                });
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new LabException("no API server: " + said.toString().strip());
            }
            return new KubernetesBinaries(Path.of(answer));
        } catch (IOException e) {
            throw new LabException("cannot run " + script, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while looking for the API server", e);
        }
    }

    /** Runs the search once in this process and keeps its result, good or bad. */
    private static final class Lookup {
        private @Nullable KubernetesBinaries found;
        private @Nullable LabException failure;

        synchronized KubernetesBinaries result() {
            if (failure != null) {
                throw new LabException(String.valueOf(failure.getMessage()), failure);
            }
            if (found == null) {
                try {
                    found = ask();
                } catch (LabException e) {
                    failure = e;
                    throw e;
                }
            }
            return found;
        }
    }
}
