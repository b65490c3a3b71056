package dev.virtualip.e2e.kubelets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.lab.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A run of {@code virtualip} as administrator of a cluster.
 *
 * @param exit its exit code
 * @param out its standard output
 * @param err its standard error
 */
record CommandLineRun(int exit, String out, String err) {
    private static final long LIMIT_SECONDS = 180;

    /** Runs a command to its end. */
    static CommandLineRun of(KubeletCluster cluster, String... arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(cluster.folder(), "run");
        return finish(start(cluster, folder, arguments), folder);
    }

    /** Runs a command and sends it a signal as soon as its standard error has a word. */
    static CommandLineRun stopped(KubeletCluster cluster, String signal, String word, String... arguments)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(cluster.folder(), "run");
        Process process = start(cluster, folder, arguments);
        cluster.await(
                "it says " + word,
                () -> !process.isAlive() || read(folder.resolve("err")).contains(word));
        new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        return finish(process, folder);
    }

    private static Process start(KubeletCluster cluster, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal",
                Checkout.root().resolve("cli/bin/virtualip").toString()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(cluster.administratorCommand(command.toArray(String[]::new)))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static CommandLineRun finish(Process process, Path folder) throws InterruptedException {
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new CommandLineRun(process.exitValue(), read(folder.resolve("out")), read(folder.resolve("err")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
