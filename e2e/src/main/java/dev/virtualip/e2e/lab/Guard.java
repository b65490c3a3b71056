package dev.virtualip.e2e.lab;

import dev.virtualip.e2e.kernel.LabException;
import dev.virtualip.e2e.kernel.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Removes a lab when its owner goes, however it goes: a small shell waits for the end of its input, which the kernel
 * brings about when this process closes it, exits or is killed. In a session of its own, Ctrl-C does not reach it.
 */
final class Guard implements AutoCloseable {
    /** Ends whatever runs in the namespaces given as arguments, then deletes them. */
    private static final String REMOVE = """
        for namespace do
            for pid in $(ip netns pids "$namespace" 2>/dev/null); do kill -9 "$pid"; done
        done
        for namespace do
            if [ -e "/run/netns/$namespace" ]; then ip netns delete "$namespace"; fi
        done
        """;

    private static final long PATIENCE_SECONDS = 30;

    private final Process shell;

    private Guard(Process shell) {
        this.shell = shell;
    }

    /** Guards namespaces that need not exist yet. */
    static Guard over(List<Namespace> namespaces) {
        return new Guard(shell("read -r _ || :\n" + REMOVE, namespaces));
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
            await(shell(REMOVE, stale));
        }
    }

    /** Removes the namespaces with everything that runs inside, and returns when they are gone. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            throw new LabException("the lab's guard " + shell.pid() + " does not listen any more", e);
        }
        await(shell);
    }

    private static Process shell(String script, List<Namespace> namespaces) {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", script, "lab-guard"));
        namespaces.forEach(namespace -> command.add(namespace.name()));
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new LabException("cannot start the lab's guard (setsid sh)", e);
        }
    }

    private static void await(Process shell) {
        try {
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new LabException("the lab's guard still works after " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
