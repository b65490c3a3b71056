package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Namespace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes what this process made when it goes, however it goes: a small shell waits for the end of its input, which the
 * kernel brings about when this process closes it, exits or is killed. In a session of its own, Ctrl-C does not reach
 * it.
 */
public final class ExitCleanup implements AutoCloseable {
    /** Ends whatever runs in the namespaces given as arguments, then deletes them. */
    private static final String REMOVE = """
        for namespace do
            for pid in $(ip netns pids "$namespace" 2>/dev/null); do kill -9 "$pid"; done
        done
        for namespace do
            if [ -e "/run/netns/$namespace" ]; then ip netns delete "$namespace"; fi
        done
        :
        """;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process shell;
    private final Duration patience;

    private ExitCleanup(Process shell, Duration patience) {
        this.shell = shell;
        this.patience = patience;
    }

    /**
     * Runs a shell's script when this process goes, or closes it.
     *
     * @param arguments the script's, from $1 on
     * @param patience how long it may take
     */
    public static ExitCleanup running(String script, List<String> arguments, Duration patience) {
        return new ExitCleanup(shell("read -r _ || :\n" + script, arguments), patience);
    }

    /** Guards namespaces that need not exist yet. */
    static ExitCleanup over(List<Namespace> namespaces) {
        return running(REMOVE, names(namespaces), PATIENCE);
    }

    /** Removes the labs of processes that are gone and whose guards are gone too. */
    static void sweep() {
        List<Namespace> stale = Namespace.all().stream()
                .filter(name -> LabName.ofNamespace(name)
                        .filter(lab -> !lab.isOwnerAlive())
                        .isPresent())
                .map(Namespace::new)
                .toList();
        if (!stale.isEmpty()) {
            await(shell(REMOVE, names(stale)), PATIENCE);
        }
    }

    /** Runs the script, and returns when it has ended; throws when it fails. What it says goes nowhere. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            throw new LabException("the guard " + shell.pid() + " does not listen any more", e);
        }
        await(shell, patience);
    }

    private static List<String> names(List<Namespace> namespaces) {
        return namespaces.stream().map(Namespace::name).toList();
    }

    private static Process shell(String script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", script, "lab-guard"));
        command.addAll(arguments);
        try {
            // Discarded: when this process is gone, writing into its pipe would end the shell.
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new LabException("cannot start a guard (setsid sh)", e);
        }
    }

    private static void await(Process shell, Duration patience) {
        try {
            if (!shell.waitFor(patience)) {
                throw new LabException("the guard still works after " + patience.toSeconds() + " s");
            }
            if (shell.exitValue() != 0) {
                throw new LabException("the guard failed: exit " + shell.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
