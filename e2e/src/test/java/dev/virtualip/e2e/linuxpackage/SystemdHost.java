package dev.virtualip.e2e.linuxpackage;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.CommandResult;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host of a lab on which systemd runs as process 1, on a copy-on-write view of this machine's root. What is installed
 * there is gone when it closes.
 */
final class SystemdHost implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Path> CONTROL_GROUPS =
            List.of(Path.of("/sys/fs/cgroup/unified"), Path.of("/sys/fs/cgroup"));

    private final Process process;
    private final Path folder;
    private final long pid;

    private SystemdHost(Process process, Path folder, long pid) {
        this.process = process;
        this.folder = folder;
        this.pid = pid;
    }

    /** Boots one in the network namespace of a host. */
    static SystemdHost boot(LabHost host) throws IOException {
        Path folder = Files.createTempDirectory("virtualip-systemd-");
        Path script = Checkout.root().resolve("e2e/src/test/resources/systemd-root.sh");
        // Not "ip netns exec", which hides the control groups.
        String network = "--net=" + host.namespace().file();
        Process process = new ProcessBuilder("nsenter", network, "sh", script.toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(host.lab().folder().resolve("systemd.log").toFile())
                .start();
        try {
            long pid = Wait.until("systemd runs", PATIENCE, () -> systemd(process), found -> found > 0);
            SystemdHost booted = new SystemdHost(process, folder, pid);
            Wait.until(
                    "systemd has booted",
                    PATIENCE,
                    () -> List.of("running", "degraded")
                            .contains(
                                    booted.run("systemctl", "is-system-running").output()));
            return booted;
        } catch (RuntimeException e) {
            new SystemdHost(process, folder, 0).close();
            throw e;
        }
    }

    private static long systemd(Process process) {
        if (!process.isAlive()) {
            throw new LabException("systemd did not start: see systemd.log in the lab's folder");
        }
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/systemd"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(0);
    }

    /** Runs a command there. */
    CommandResult run(String... command) {
        List<String> words = new ArrayList<>(List.of("nsenter", "--all", "--target", Long.toString(pid)));
        words.addAll(List.of(command));
        return CommandResult.of(words, PATIENCE);
    }

    /** Runs a command there that has to succeed; returns what it printed. */
    String exec(String... command) {
        return run(command).orThrow();
    }

    /** Writes a file there. */
    void write(String path, String text) {
        exec("sh", "-c", "cat >\"$1\" <<'END'\n" + text + "\nEND\n", "sh", path);
    }

    /** Copies a file of this machine there. */
    void copy(Path from, String to) {
        CommandResult.of(
                        List.of(
                                "sh",
                                "-c",
                                "nsenter --all --target \"$1\" sh -c 'cat >\"$0\"' \"$3\" <\"$2\"",
                                "sh",
                                Long.toString(pid),
                                from.toString(),
                                to),
                        PATIENCE)
                .orThrow();
    }

    /** A property of the agent's service. */
    String service(String property) {
        return exec("systemctl", "show", "--property", property, "--value", "virtualip-agent");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        Files.deleteIfExists(folder);
        for (Path parent : CONTROL_GROUPS) {
            Path own = parent.resolve("virtualip-" + folder.getFileName());
            Wait.until("the control group of systemd is gone", PATIENCE, () -> isRemoved(own));
        }
    }

    /** A control group can be removed when its processes and its children are gone. */
    private static boolean isRemoved(Path group) {
        if (!Files.exists(group)) {
            return true;
        }
        try (Stream<Path> paths = Files.walk(group)) {
            for (Path path : paths.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.delete(path);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
