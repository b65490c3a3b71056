package dev.virtualip.cli.bundle;

import dev.virtualip.cli.agent.AgentHttp;
import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.doctor.Examination;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code support-bundle}. */
@Command(
        name = "support-bundle",
        description = {
            "Collect what a bug report needs in one archive: our objects, Events, Pods and their logs, the state and"
                    + " metrics of agents, the configuration of kube-proxy, and what the doctor finds.",
            "",
            "Secrets are never read; passwords, tokens and keys in other texts are replaced by REDACTED. Look through"
                    + " the archive before you publish it: it has names and addresses of your network.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "What cannot be collected is a line of gaps.txt in the archive and on the standard error.",
            "",
            "Exit codes: 0 written, also with gaps; 1 not written; 2 called in a wrong way.",
            "",
            "Examples:",
            "  virtualip support-bundle",
            "  virtualip support-bundle --agent http://127.0.0.1:9851 --config /etc/virtualip/lb01.yaml"
        })
public final class SupportBundleCommand implements Callable<Integer> {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The archive (default: virtualip-support.tar.gz); it must not exist.")
    private Path file = Path.of("virtualip-support.tar.gz");

    @Option(names = "--no-doctor", description = "Do not run the doctor.")
    private boolean noDoctor;

    @Option(
            names = "--agent",
            paramLabel = "URL",
            description = "Collect from this agent of this host instead of a cluster.")
    private @Nullable String agent;

    @Option(names = "--config", paramLabel = "FILE", description = "With --agent: the agent's file, without passwords.")
    private @Nullable Path config;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        PrintWriter err = Objects.requireNonNull(spec, "picocli fills it in")
                .commandLine()
                .getErr();
        BundleFiles files = new BundleFiles();
        if (agent == null) {
            try (ClusterClient client = ClusterClient.connect(cluster, System.getenv())) {
                new ClusterBundle(client, files).collect();
                if (!noDoctor) {
                    files.collect("doctor", () -> files.json("doctor.json", Examination.ofCluster(client, err)));
                }
            }
        } else {
            ofHost(files, agent);
        }
        write(files.all());
        files.gaps().forEach(gap -> err.println("not collected: " + gap));
        err.println("wrote %s".formatted(file));
        return ExitStatus.OK;
    }

    private void ofHost(BundleFiles files, String url) {
        files.collect("state", () -> files.text("state.json", AgentHttp.get(url, "state")));
        files.collect("metrics", () -> files.text("metrics.txt", AgentHttp.get(url, "metrics")));
        if (config != null) {
            Path present = config;
            files.collect("config", () -> files.text("config.yaml", read(present)));
        }
        if (!noDoctor) {
            files.collect("doctor", () -> files.json("doctor.json", Examination.ofHost(url)));
        }
    }

    private static String read(Path path) throws CommandFailedException {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new CommandFailedException("%s cannot be read: %s".formatted(path, e.getMessage()));
        }
    }

    private void write(Map<String, String> files) throws CommandFailedException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                TarArchive archive = new TarArchive(out, Instant.now().getEpochSecond())) {
            for (Map.Entry<String, String> each : files.entrySet()) {
                archive.add("virtualip-support/" + each.getKey(), each.getValue());
            }
        } catch (IOException e) {
            throw new CommandFailedException(
                    "%s cannot be written (%s): name another file with --file".formatted(file, e.getMessage()));
        }
    }
}
