package dev.virtualip.e2e.kubernetes;

import dev.virtualip.e2e.kernel.LabException;
import dev.virtualip.e2e.lab.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The folder with etcd, kube-apiserver and kubectl.
 *
 * @param folder where they are
 */
public record Binaries(Path folder) {
    /**
     * Finds them by {@code e2e/kubernetes/build.sh}, which builds them where there are none: that takes minutes, once.
     * Throws, naming the remedy, where that cannot be done.
     */
    public static Binaries find() {
        return Found.BINARIES;
    }

    /** The path of one of them. */
    String program(String name) {
        return folder.resolve(name).toString();
    }

    private static Binaries ask() {
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
            return new Binaries(Path.of(answer));
        } catch (IOException e) {
            throw new LabException("cannot run " + script, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while looking for the API server", e);
        }
    }

    /** Asked for once in this program: the class is initialized at the first use. */
    private static final class Found {
        static final Binaries BINARIES = ask();
    }
}
