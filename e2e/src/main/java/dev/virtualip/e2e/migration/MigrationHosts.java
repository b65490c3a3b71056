package dev.virtualip.e2e.migration;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The hosts of the migration guide: commands are run as they stand there, {@code systemctl} starts and stops programs
 * in the lab, and what the client loses at each step is measured.
 */
public final class MigrationHosts implements AutoCloseable {
    /** The address that moves. */
    public static final InetAddress ADDRESS = InetAddress.ofLiteral("192.168.31.5");

    private static final Path EXAMPLES = Checkout.root().resolve("examples/keepalived");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SETTLE_MILLIS = 1500;

    /** As long as the guide gives a keepalived to become a Backup. */
    private static final int BECOMES_BACKUP_MILLIS = 4000;

    private final Lab lab;
    private final LabHost anywhere;
    private final Path etc;
    private final List<String> kubectl;
    private final Duration patience;
    private final Map<String, Daemon> services = new TreeMap<>();
    private final List<String> figures = new ArrayList<>();

    private MigrationHosts(Lab lab, LabHost anywhere, List<String> kubectl, Duration patience) {
        this.lab = lab;
        this.anywhere = anywhere;
        this.kubectl = List.copyOf(kubectl);
        this.patience = patience;
        this.etc = lab.folder().resolve("etc-virtualip");
        try {
            Files.createDirectories(etc);
            for (String host : List.of("lb01", "lb02")) {
                Files.copy(EXAMPLES.resolve(host + ".conf"), lab.folder().resolve(host + ".conf"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two hosts without Kubernetes. */
    public static MigrationHosts of(Lab lab) {
        return new MigrationHosts(lab, lab.host("lb01"), List.of(), PATIENCE);
    }

    /** Two nodes of a cluster; kubectl begins with these words and runs on that host. */
    public static MigrationHosts of(LabHost control, List<String> kubectl, Duration patience) {
        return new MigrationHosts(control.lab(), control, kubectl, patience);
    }

    /** Runs keepalived on both, as before the first step. */
    public void startKeepalived() {
        systemctl("lb01", "enable", "keepalived");
        await("lb01");
        systemctl("lb02", "enable", "keepalived");
    }

    /**
     * Follows a step.
     *
     * @param holder the host that has the address afterwards
     * @param client what the client noticed
     * @return the probes that were lost
     */
    public ProbeLog follow(MigrationGuide.Step step, String holder, Prober client) {
        long start = System.nanoTime();
        step.blocks().forEach(this::run);
        await(holder);
        Wait.millis(SETTLE_MILLIS);
        ProbeLog log = client.since(start);
        figures.add(String.format(
                Locale.ROOT, "| %-60s | %5d lost | %7.1f ms |", step.title(), log.lost(), log.longestMillis()));
        return log;
    }

    /** Stops what still runs, so that the lab can be used again. */
    @Override
    public void close() {
        services.values().forEach(Daemon::stop);
        services.clear();
    }

    /** What was measured, a line for each step. */
    public List<String> figures() {
        return List.copyOf(figures);
    }

    private void run(MigrationGuide.Block block) {
        if (block.language().equals("yaml")) {
            write(lab.folder().resolve("vi-1.yaml"), block.text());
            return;
        }
        for (String line : block.text().lines().toList()) {
            runLine(block.host(), line);
        }
    }

    private void runLine(String host, String line) {
        if (line.startsWith("systemctl ")) {
            List<String> words = List.of(line.split(" +", -1));
            systemctl(host, words.get(1), words.getLast());
        } else if (line.startsWith("curl ")) {
            Wait.until(line, patience, () -> succeeds(host, line));
        } else {
            shell(host, line);
        }
        if (line.startsWith("virtualip import ")) {
            copyImportedFiles();
        }
    }

    /** The guide says so in words: each file goes to its host. */
    private void copyImportedFiles() {
        for (String host : List.of("lb01.yaml", "lb02.yaml")) {
            write(etc.resolve(host), read(lab.folder().resolve("imported").resolve(host)));
        }
    }

    private boolean succeeds(String host, String line) {
        try {
            shell(host, line);
            return true;
        } catch (LabException notYet) {
            return false;
        }
    }

    private void shell(String host, String line) {
        Path root = Checkout.root();
        String script = """
            cd %s
            PATH=%s/cli/bin:%s/agent/bin:$PATH
            kubectl() { %s "$@"; }
            %s
            """.formatted(
                        lab.folder(),
                        root,
                        root,
                        kubectl.isEmpty() ? "false" : String.join(" ", kubectl),
                        line.replace("/etc/virtualip/", etc + "/"));
        (host.isEmpty() ? anywhere : lab.host(host)).exec("sh", "-ec", script);
    }

    private void systemctl(String host, String verb, String unit) {
        String service = unit + " on " + host;
        if (verb.equals("disable")) {
            Daemon running = Objects.requireNonNull(services.remove(service), service + " does not run");
            if (running.stop() != 0) {
                throw new LabException(service + " did not stop in order; it said:\n" + running.log());
            }
            return;
        }
        LabHost labHost = lab.host(host);
        if (unit.equals("keepalived")) {
            services.put(
                    service, KeepalivedProcess.start(labHost, read(lab.folder().resolve(host + ".conf"))));
            Wait.millis(BECOMES_BACKUP_MILLIS);
        } else {
            services.put(service, AgentProcess.start(labHost, etc.resolve(host + ".yaml")));
        }
    }

    private void await(String holder) {
        String other = holder.equals("lb01") ? "lb02" : "lb01";
        Wait.until(
                "only " + holder + " has the address",
                patience,
                () -> lab.host(holder).holds(ADDRESS) && !lab.host(other).holds(ADDRESS));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
