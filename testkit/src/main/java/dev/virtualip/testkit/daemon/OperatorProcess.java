package dev.virtualip.testkit.daemon;

import dev.virtualip.testkit.kernel.Signal;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.LabHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Our operator on a host, started by its launcher.
 *
 * @param host where it runs
 * @param port where it answers HTTP, on its host's loopback
 * @param processes the one process that it is
 */
public record OperatorProcess(LabHost host, int port, ProcessTree processes) implements AutoCloseable {
    private static final int PORT = 9852;

    /**
     * Starts one.
     *
     * @param host where
     * @param number which one on this host, from 0: several make one leader and its stand-ins
     * @param kubeconfig how it reaches the API server, and as whom
     * @param namespace where its lease and the agents' Secrets are
     * @param options further options
     */
    public static OperatorProcess start(
            LabHost host, int number, Path kubeconfig, String namespace, List<String> options) {
        int port = PORT + number;
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of("--kubeconfig", kubeconfig.toString(), "--namespace", namespace));
        command.addAll(List.of("--http", "127.0.0.1:" + port));
        command.addAll(options);
        ProcessTree processes = ProcessTree.start(
                host, host.lab().folder().resolve("operator-" + number + ".log"), command.toArray(String[]::new));
        return host.lab().closing(new OperatorProcess(host, port, processes));
    }

    /** Whether its program was built. */
    public static boolean isBuilt() {
        return Files.isExecutable(launcher())
                && Files.exists(Checkout.root().resolve("operator/target/virtualip-operator.jar"));
    }

    /** Body of an HTTP path such as {@code /metrics}; empty while it does not answer with 200. */
    public Optional<String> get(String path) {
        return host.namespace().call(() -> HttpGet.body(port, path));
    }

    /** Whether it is ready: by its own word. */
    public boolean isReady() {
        return get("/readyz").isPresent();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return processes.isAlive();
    }

    /** Its output so far. */
    public String log() {
        return processes.log();
    }

    /** The memory that is resident for it, in bytes. */
    public long residentBytes() {
        return processes.residentBytes();
    }

    /** Stops it in order (SIGTERM), waits for its end and returns the exit code. */
    public int stop() {
        processes.signal(Signal.TERMINATE);
        return processes.await(Daemon.STOP_WITHIN);
    }

    /** Kills it (SIGKILL). */
    public void kill() {
        processes.signalAll(Signal.KILL);
        processes.await(Daemon.STOP_WITHIN);
    }

    /** Lets it stand still (SIGSTOP). */
    public void pause() {
        processes.signalAll(Signal.PAUSE);
    }

    /** Ends {@link #pause}. */
    public void resume() {
        processes.signalAll(Signal.RESUME);
    }

    @Override
    public void close() {
        kill();
    }

    private static Path launcher() {
        return Checkout.root().resolve("operator/bin/virtualip-operator");
    }
}
